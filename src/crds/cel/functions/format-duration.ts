import { type Duration } from '@bufbuild/protobuf/wkt';

/** Writes a duration in seconds, `5400s`. */
export function formatDuration({ seconds, nanos }: Duration): string {
  const text = String(Number(seconds) + nanos / 1e9);
  return `${text.includes('e') ? (nanos / 1e9).toFixed(9).replace(/0+$/, '') : text}s`;
}
