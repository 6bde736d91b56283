const NANOS_PER_SECOND = 1_000_000_000n;

/** Largest amount of a duration: 2^63 - 1 milliseconds, as in the engine of agentgateway. */
const MAX_DURATION = (2n ** 63n - 1n) * 1_000_000n;
const MIN_INSTANT = -62_135_596_800n * NANOS_PER_SECOND;
const MAX_INSTANT = 253_402_300_800n * NANOS_PER_SECOND - 1n;

/** A span of time in nanoseconds. */
export class CelDuration {
  static of(nanos: bigint): CelDuration | undefined {
    return nanos >= -MAX_DURATION && nanos <= MAX_DURATION ? new CelDuration(nanos) : undefined;
  }

  constructor(readonly nanos: bigint) {}

  /** Seconds with as many decimals as needed: `1.5s`. */
  toString(): string {
    const sign = this.nanos < 0n ? '-' : '';
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    return `${sign}${size / NANOS_PER_SECOND}${fraction(size % NANOS_PER_SECOND)}s`;
  }
}

/** An instant of the years 1 to 9999 with the offset it was written with; the offset matters only to `getHours()` and the like. */
export class CelTimestamp {
  static of(nanos: bigint, offsetSeconds = 0): CelTimestamp | undefined {
    return nanos >= MIN_INSTANT && nanos <= MAX_INSTANT ? new CelTimestamp(nanos, offsetSeconds) : undefined;
  }

  /** @param nanos since 1970-01-01T00:00:00Z */
  constructor(readonly nanos: bigint, readonly offsetSeconds = 0) {}

  /** Date and time in the timestamp's own offset, readable by the UTC getters. */
  local(): Date {
    return new Date(Number(floorDivide(this.nanos, 1_000_000n)) + this.offsetSeconds * 1000);
  }

  /** RFC 3339 in UTC with as many decimals as needed. */
  toString(): string {
    const date = new Date(Number(floorDivide(this.nanos, NANOS_PER_SECOND)) * 1000);
    const remainder = this.nanos - floorDivide(this.nanos, NANOS_PER_SECOND) * NANOS_PER_SECOND;
    return date.toISOString().slice(0, 19) + fraction(remainder) + 'Z';
  }
}

function fraction(nanos: bigint): string {
  return nanos === 0n ? '' : `.${nanos.toString().padStart(9, '0').replace(/0+$/, '')}`;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
