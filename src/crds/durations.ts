const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n], ['us', 1_000n], ['µs', 1_000n], ['μs', 1_000n], ['ms', 1_000_000n], ['s', 1_000_000_000n], ['m', 60_000_000_000n], ['h', 3_600_000_000_000n],
]);

const MAX_INT64 = 2n ** 63n - 1n;

/** Reads a duration as Go's `time.ParseDuration` does, `1h30m`, in billionths of a second; undefined where it is none. */
export function parseGoDuration(text: string): bigint | undefined {
  if (/^[-+]?0$/.test(text)) return 0n;
  const [, sign, parts] = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text) ?? [];
  if (parts === undefined) return undefined;
  const sum = [...parts.matchAll(/(\d*)\.?(\d*)([a-zµμ]+)/g)].reduce((total, [, whole, fraction, unit]) =>
    total + (BigInt(whole + fraction) * UNITS.get(unit)!) / 10n ** BigInt(fraction.length), 0n);
  return sum > MAX_INT64 ? undefined : sign === '-' ? -sum : sum;
}

const DAY = 86_400_000_000_000n;

/** The units of durations in words: whole, or how they begin. */
const WORDS: readonly (readonly [whole: readonly string[], start: string, unit: bigint])[] = [
  [['ns'], 'nano', 1n], [['us', 'µs'], 'micro', 1_000n], [['ms'], 'milli', 1_000_000n], [['s'], 'sec', 1_000_000_000n], [['m'], 'min', 60_000_000_000n],
  [['h', 'hr'], 'hour', 3_600_000_000_000n], [['d'], 'day', DAY], [['w', 'wk'], 'week', 7n * DAY],
];

/**
 * Reads a text of the format `duration` in billionths of a second: Go's, or in words, `3 days`. As the API server does, it takes whatever
 * holds a number with a unit, and adds up what it finds. Undefined where there is none.
 */
export function parseDuration(text: string): bigint | undefined {
  const duration = parseGoDuration(text);
  if (duration !== undefined) return duration;
  const found = [...text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)].flatMap(([, count, word]) => {
    const name = word.toLowerCase();
    const unit = WORDS.find(([whole, start]) => whole.includes(name) || name.startsWith(start))?.[2];
    return unit === undefined ? [] : [BigInt(count) * unit];
  });
  return found.length === 0 ? undefined : BigInt.asIntN(64, found.reduce((sum, part) => sum + part));
}
