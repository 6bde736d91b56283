const DURATION = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/;
const PART = /([0-9]+)(ms|h|m|s)/g;
const MILLISECONDS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** The length of a Gateway API duration (`1h30m`) in milliseconds; undefined where the text is none. */
export function durationInMilliseconds(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(PART)) sum += Number(count) * MILLISECONDS[unit];
  return sum;
}
