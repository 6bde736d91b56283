import { type Timestamp } from '@bufbuild/protobuf/wkt';
import { offsetOf } from './zoned-timestamp';

/** Writes a time by the clocks of its zone, as it was written. */
export function formatTime(timestamp: Timestamp): string {
  const { seconds, nanos } = timestamp;
  const offset = offsetOf(timestamp);
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) => String(part).padStart(2, '0'));
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
  return new Date((Number(seconds) + offset * 60) * 1000).toISOString().replace('.000Z', `${fraction}${zone}`);
}
