import { CelMap } from './cel-map';
import { CelUint } from './cel-uint';
import { CelValue } from './cel-value';
import { materializedElement } from './plain-value';

/** Deepest nesting of objects and arrays, as in the JSON reader of agentgateway. */
const MAX_DEPTH = 128;

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const WORD = /true|false|null/y;

/**
 * Reads JSON without losing anything: whole numbers keep 64 bits and differ from decimals (`1`, `1.0`), every name is just a key
 * (also `__proto__`), the last of equal names wins. Objects are documents (see `CelMap`).
 *
 * @throws SyntaxError with the position, for text that is no JSON, is nested more than 128 deep or has a number out of range
 */
export function parseJson(text: string): CelValue {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** As `parseJson`, for an object with anything behind it; undefined where the text does not begin with an object. */
export function parseJsonPrefix(text: string): CelMap | undefined {
  const value = new JsonReader(text).object();
  return value instanceof CelMap ? value : undefined;
}

class JsonReader {
  private position = 0;

  constructor(private readonly text: string) {
    if (text.charCodeAt(0) === 0xfeff) this.refuse();
  }

  value(depth: number): CelValue {
    this.match(SPACE);
    switch (this.text[this.position]) {
      case '{':
        return this.map(depth);
      case '[':
        return this.list(depth);
      case '"':
        return this.string();
      default:
        return this.scalar();
    }
  }

  object(): CelMap | undefined {
    this.match(SPACE);
    return this.text[this.position] === '{' ? this.map(0) : undefined;
  }

  end(): void {
    this.match(SPACE);
    if (this.position < this.text.length) this.refuse();
  }

  private map(depth: number): CelMap {
    this.enter(depth);
    const map = new CelMap(true);
    if (this.skip('}')) return map;
    do {
      this.match(SPACE);
      const key = this.string();
      this.expect(':');
      map.set(key, this.value(depth + 1));
    } while (this.skip(','));
    this.expect('}');
    return map;
  }

  private list(depth: number): CelValue[] {
    this.enter(depth);
    const list: CelValue[] = [];
    if (this.skip(']')) return list;
    do {
      list.push(materializedElement(this.value(depth + 1)));
    } while (this.skip(','));
    this.expect(']');
    return list;
  }

  private enter(depth: number): void {
    if (depth >= MAX_DEPTH) this.refuse(`nested more than ${MAX_DEPTH} deep`);
    this.position++;
  }

  private string(): string {
    const token = this.match(STRING);
    if (token === undefined) return this.refuse();
    if (!token.includes('\\')) return token.slice(1, -1);
    const value = JSON.parse(token) as string;
    return /\p{Surrogate}/u.test(value) ? this.refuse('a lone surrogate') : value;
  }

  private scalar(): CelValue {
    NUMBER.lastIndex = this.position;
    const number = NUMBER.exec(this.text);
    if (number) {
      this.position = NUMBER.lastIndex;
      return this.number(number[0], number[1] !== undefined || number[2] !== undefined);
    }
    const word = this.match(WORD);
    if (word === undefined) return this.refuse();
    return word === 'null' ? null : word === 'true';
  }

  private number(text: string, isDecimal: boolean): CelValue {
    if (!isDecimal && text !== '-0' && text.length <= 20) {
      const whole = BigInt(text);
      if (whole >= MIN_INT && whole <= MAX_INT) return whole;
      if (whole > 0n && whole <= MAX_UINT) return new CelUint(whole);
    }
    const value = Number(text);
    return Number.isFinite(value) ? value : this.refuse('a number out of range');
  }

  private skip(char: string): boolean {
    this.match(SPACE);
    if (this.text[this.position] !== char) return false;
    this.position++;
    return true;
  }

  private expect(char: string): void {
    if (!this.skip(char)) this.refuse();
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const matched = pattern.exec(this.text)?.[0];
    if (matched !== undefined) this.position += matched.length;
    return matched;
  }

  private refuse(problem = this.position < this.text.length ? 'unexpected text' : 'the text ends too early'): never {
    throw new SyntaxError(`${problem} at position ${this.position}`);
  }
}
