import { isUtf8 } from 'node:buffer';
import { JsonError } from './json-error';
import type { JsonMember, JsonNode } from './json-node';

/** serde_json's limit: the value of this depth is refused. */
const RECURSION_LIMIT = 128;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'], ['\\', '\\'], ['/', '/'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'],
]);

/**
 * Parses JSON (RFC 8259) as agentgateway's parser does: same texts and positions of errors, the same limit of depth, the last group of
 * digits never rounded away.
 *
 * @throws JsonError
 */
export function parseJson(text: Buffer, hooks: JsonHooks = {}): JsonNode {
  return new Parser(text, hooks).document();
}

/** For readers that refuse a value before the rest of the text is read, as agentgateway's do: what a hook throws ends the reading. */
export interface JsonHooks {
  /** Gets the outermost value. */
  readonly onRoot?: (root: JsonNode) => void;
  /** Gets each member of the outermost object. */
  readonly onMember?: (member: JsonMember) => void;
}

class Parser {
  private index = 0;
  private depth = 0;

  constructor(private readonly text: Buffer, private readonly hooks: JsonHooks) {}

  document(): JsonNode {
    const value = this.value();
    this.hooks.onRoot?.(value);
    if (this.peek() !== undefined) {
      throw this.errorAtNext('trailing characters');
    }
    return value;
  }

  private value(): JsonNode {
    const character = this.peek();
    const start = this.index;
    switch (character) {
      case undefined:
        throw this.errorAtNext('EOF while parsing a value');
      case '"':
        return { kind: 'string', value: this.string(), start, end: this.index };
      case '[':
        return { kind: 'array', items: this.nested(() => this.items()), start, end: this.index };
      case '{':
        return { kind: 'object', members: this.nested(() => this.members()), start, end: this.index };
      case 'n':
        this.word('null');
        return { kind: 'null', start, end: this.index };
      case 't':
        this.word('true');
        return { kind: 'boolean', value: true, start, end: this.index };
      case 'f':
        this.word('false');
        return { kind: 'boolean', value: false, start, end: this.index };
      default:
        if (character === '-' || isDigit(character)) {
          return { kind: 'number', text: this.number(), start, end: this.index };
        }
        throw this.errorAtNext('expected value');
    }
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth === RECURSION_LIMIT) {
      throw this.errorAtNext('recursion limit exceeded');
    }
    this.index++;
    const result = parse();
    this.depth--;
    return result;
  }

  private items(): JsonNode[] {
    const items: JsonNode[] = [];
    for (;;) {
      const character = this.peek();
      if (character === undefined) {
        throw this.errorAtNext('EOF while parsing a list');
      }
      if (character === ']') {
        this.index++;
        return items;
      }
      if (items.length > 0) {
        if (character !== ',') {
          throw this.errorAtNext('expected `,` or `]`');
        }
        this.index++;
        if (this.peek() === ']') {
          throw this.errorAtNext('trailing comma');
        }
      }
      items.push(this.value());
    }
  }

  private members(): JsonMember[] {
    const members: JsonMember[] = [];
    for (;;) {
      const character = this.peek();
      if (character === undefined) {
        throw this.errorAtNext('EOF while parsing an object');
      }
      if (character === '}') {
        this.index++;
        return members;
      }
      if (members.length > 0) {
        if (character !== ',') {
          throw this.errorAtNext('expected `,` or `}`');
        }
        this.index++;
      }
      const member = this.member();
      if (this.depth === 1) {
        this.hooks.onMember?.(member);
      }
      members.push(member);
    }
  }

  private member(): JsonMember {
    switch (this.peek()) {
      case '"':
        break;
      case undefined:
        throw this.errorAtNext('EOF while parsing a value');
      case '}':
        throw this.errorAtNext('trailing comma');
      default:
        throw this.errorAtNext('key must be a string');
    }
    const nameStart = this.index;
    const name = this.string();
    const next = this.peek();
    const colon = this.index;
    switch (next) {
      case ':':
        this.index++;
        return { name, nameStart, colon, value: this.value() };
      case undefined:
        throw this.errorAtNext('EOF while parsing an object');
      default:
        throw this.errorAtNext('expected `:`');
    }
  }

  private word(word: string): void {
    this.index++;
    for (const expected of word.slice(1)) {
      const character = this.next();
      if (character === undefined) {
        throw this.error('EOF while parsing a value');
      }
      if (character !== expected) {
        throw this.error('expected ident');
      }
    }
  }

  private number(): string {
    const start = this.index;
    if (this.current() === '-') {
      this.index++;
    }
    const first = this.next();
    if (first === undefined) {
      throw this.error('EOF while parsing a value');
    }
    if (!isDigit(first)) {
      throw this.error('invalid number');
    }
    if (first === '0' && isDigit(this.current())) {
      throw this.errorAtNext('invalid number');
    }
    this.digits();
    if (this.current() === '.') {
      this.index++;
      if (!isDigit(this.current())) {
        throw this.errorAtNext(this.current() === undefined ? 'EOF while parsing a value' : 'invalid number');
      }
      this.digits();
    }
    if (this.current() === 'e' || this.current() === 'E') {
      this.index++;
      if (this.current() === '+' || this.current() === '-') {
        this.index++;
      }
      const digit = this.next();
      if (digit === undefined) {
        throw this.error('EOF while parsing a value');
      }
      if (!isDigit(digit)) {
        throw this.error('invalid number');
      }
      this.digits();
    }
    const text = this.latin1(start, this.index);
    if (!Number.isFinite(Number(text))) {
      throw this.error('number out of range');
    }
    return text;
  }

  private digits(): void {
    while (isDigit(this.current())) {
      this.index++;
    }
  }

  private string(): string {
    this.index++;
    let start = this.index;
    const chunks: Buffer[] = [];
    for (;;) {
      const byte = this.text[this.index];
      if (byte === undefined) {
        throw this.error('EOF while parsing a string');
      }
      if (byte === QUOTE || byte === BACKSLASH) {
        chunks.push(this.text.subarray(start, this.index));
        this.index++;
        if (byte === QUOTE) {
          return this.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
        }
        chunks.push(Buffer.from(this.escape()));
        start = this.index;
      } else if (byte < 0x20) {
        this.index++;
        throw this.error('control character (\\u0000-\\u001F) found while parsing a string');
      } else {
        this.index++;
      }
    }
  }

  private decode(bytes: Buffer): string {
    if (!isUtf8(bytes)) {
      throw new JsonError('invalid unicode code point', this.text, this.index - (bytes.length - validLength(bytes)));
    }
    return bytes.toString();
  }

  private escape(): string {
    const character = this.next();
    if (character === undefined) {
      throw this.error('EOF while parsing a string');
    }
    if (character !== 'u') {
      const escaped = ESCAPES.get(character);
      if (escaped === undefined) {
        throw this.error('invalid escape');
      }
      return escaped;
    }
    const unit = this.hexadecimal();
    if (unit >= 0xdc00 && unit <= 0xdfff) {
      throw this.error('lone leading surrogate in hex escape');
    }
    if (unit < 0xd800 || unit > 0xdbff) {
      return String.fromCharCode(unit);
    }
    for (const expected of ['\\', 'u']) {
      const next = this.next();
      if (next === undefined) {
        throw this.error('EOF while parsing a string');
      }
      if (next !== expected) {
        throw this.error('unexpected end of hex escape');
      }
    }
    const low = this.hexadecimal();
    if (low < 0xdc00 || low > 0xdfff) {
      throw this.error('lone leading surrogate in hex escape');
    }
    return String.fromCharCode(unit, low);
  }

  private hexadecimal(): number {
    if (this.index + 4 > this.text.length) {
      this.index = this.text.length;
      throw this.error('EOF while parsing a string');
    }
    const digits = this.latin1(this.index, this.index + 4);
    this.index += 4;
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
      throw this.error('invalid escape');
    }
    return parseInt(digits, 16);
  }

  /** The next character that is not white space, without reading it. */
  private peek(): string | undefined {
    for (;;) {
      const character = this.current();
      if (character !== ' ' && character !== '\n' && character !== '\t' && character !== '\r') {
        return character;
      }
      this.index++;
    }
  }

  private current(): string | undefined {
    const byte = this.text[this.index];
    return byte === undefined ? undefined : String.fromCharCode(byte);
  }

  private next(): string | undefined {
    const character = this.current();
    if (character !== undefined) {
      this.index++;
    }
    return character;
  }

  private latin1(start: number, end: number): string {
    return this.text.toString('latin1', start, end);
  }

  private error(reason: string): JsonError {
    return new JsonError(reason, this.text, this.index);
  }

  private errorAtNext(reason: string): JsonError {
    return new JsonError(reason, this.text, Math.min(this.index + 1, this.text.length));
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/** How many bytes are UTF-8: up to the first that decoding replaces, which may begin with a byte of its replacement. */
function validLength(bytes: Buffer): number {
  const replaced = Buffer.from(bytes.toString());
  let length = bytes.findIndex((byte, index) => byte !== replaced[index]);
  while (!isUtf8(bytes.subarray(0, length))) {
    length--;
  }
  return length;
}
