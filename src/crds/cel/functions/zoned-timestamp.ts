import { create } from '@bufbuild/protobuf';
import { type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt';

const SECOND = 1_000_000_000n;
/** The years 1 to 9999. */
const [FIRST, LAST] = [-62_135_596_800n, 253_402_300_799n];

/** By how many minutes the clocks are ahead by which a time was written. It is no part of the value: equal times can have several. */
const offsets = new WeakMap<Timestamp, number>();

/** A time in billionths of a second since 1970 that is written by the clocks of a zone. Undefined outside of the years that there are. */
export function zonedTimestamp(nanoseconds: bigint, offset: number): Timestamp | undefined {
  const nanos = ((nanoseconds % SECOND) + SECOND) % SECOND;
  const seconds = (nanoseconds - nanos) / SECOND;
  if (seconds < FIRST || seconds > LAST) return undefined;
  const timestamp = create(TimestampSchema, { seconds, nanos: Number(nanos) });
  offsets.set(timestamp, offset);
  return timestamp;
}

export function offsetOf(timestamp: Timestamp): number {
  return offsets.get(timestamp) ?? 0;
}
