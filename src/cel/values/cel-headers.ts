import { CelMap } from './cel-map';
import type { CelValue } from './cel-value';

/** How `request.headers` answers for a header, where it does not give one value as a string and several as a list. */
const VIEWS = {
  /** `.join()`: values joined by commas. */
  join: (values: readonly string[]): string => values.join(','),
  /** `.raw()`: always a list. */
  raw: (values: readonly string[]): readonly string[] => values,
  /** `.split()`: a list, values taken apart at their commas. */
  split: (values: readonly string[]): readonly string[] => values.flatMap((value) => value.split(',').map((part) => part.trim())),
} as const;

const VISIBLE_ASCII = /^[\t\x20-\x7e]*$/;

/**
 * The headers of a message: names without regard to case, repeated headers kept apart.
 * A value that is not UTF-8 is left out, so that no rule ever decides on a guess at what it says.
 */
export class CelHeaders {
  /** @param pairs names and values in order, each character of a value a byte, as `rawHeaders` of node:http has them */
  static ofRequest(pairs: Iterable<readonly [name: string, value: string]>): CelHeaders {
    return CelHeaders.of(pairs, true);
  }

  /** As `ofRequest`, for a response, where `.redacted()` hides nothing. */
  static ofResponse(pairs: Iterable<readonly [name: string, value: string]>): CelHeaders {
    return CelHeaders.of(pairs, false);
  }

  private static of(pairs: Iterable<readonly [string, string]>, isRequest: boolean): CelHeaders {
    const values = new Map<string, string[]>();
    const firsts = new Map<string, string>();
    for (const [name, raw] of pairs) {
      const value = decode(raw);
      if (value === undefined) continue;
      const key = name.toLowerCase();
      const known = values.get(key);
      if (known) {
        known.push(value);
        continue;
      }
      values.set(key, [value]);
      if (VISIBLE_ASCII.test(value)) firsts.set(key, value);
    }
    return new CelHeaders(values, firsts, isRequest);
  }

  private constructor(
    private readonly values: ReadonlyMap<string, readonly string[]>,
    /** First values, where they are visible ASCII. */
    private readonly firsts: ReadonlyMap<string, string>,
    private readonly isRequest: boolean,
    private readonly shown: ReadonlyMap<string, string | readonly string[]> = values,
  ) {}

  /** What `headers.name` and `headers["name"]` are. */
  get(name: string): string | readonly string[] | undefined {
    const shown = this.shown.get(name) ?? this.shown.get(name.toLowerCase());
    return this.shown === this.values && shown?.length === 1 ? shown[0] : shown;
  }

  has(name: string): boolean {
    return this.values.has(name.toLowerCase());
  }

  /** What `request.headers["literal"]` is outside macros: the first value, if it is visible ASCII. @param name in lower case */
  first(name: string): string | undefined {
    return this.firsts.get(name);
  }

  names(): Iterable<string> {
    return this.values.keys();
  }

  /** The map that functions other than those of headers see, with names in lower case. */
  toMap(): CelMap {
    const map = new CelMap();
    for (const name of this.values.keys()) map.set(name, this.get(name) as CelValue);
    return map;
  }

  as(view: keyof typeof VIEWS): CelHeaders {
    const shown = new Map<string, string | readonly string[]>();
    for (const [name, values] of this.values) shown.set(name, VIEWS[view](values));
    return new CelHeaders(this.values, this.firsts, this.isRequest, shown);
  }

  /** `.redacted()`: hides `authorization` of a request. */
  redacted(): CelHeaders {
    if (!this.isRequest || !this.values.has('authorization')) return this;
    const values = new Map(this.values);
    values.set('authorization', values.get('authorization')!.map(() => '<redacted>'));
    return new CelHeaders(values, this.firsts, this.isRequest);
  }

  /** `.cookie(name)`: the first cookie of that name. */
  cookie(name: string): string | undefined {
    for (const header of this.values.get('cookie') ?? []) {
      for (const pair of header.split(';')) {
        const equals = pair.indexOf('=');
        if (equals >= 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
      }
    }
    return undefined;
  }

  /** Characters of all values. */
  get size(): number {
    let size = 0;
    for (const values of this.values.values()) for (const value of values) size += value.length + 1;
    return size;
  }
}

function decode(raw: string): string | undefined {
  if (VISIBLE_ASCII.test(raw)) return raw;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(raw, 'latin1'));
  } catch {
    return undefined;
  }
}
