import { Token } from './scan-tokens';
import { CelLiteral } from '../ast';

type LiteralValue = CelLiteral extends infer L ? (L extends CelLiteral ? Pick<L, 'type' | 'value'> : never) : never;

/** Why a literal is refused; `offset` and `length` are relative to the token. */
export interface LiteralProblem {
  readonly problem: string;
  readonly offset: number;
  readonly length: number;
}

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\', '?': '?', '`': '`', 'a': '\x07', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
};

const STRING_ESCAPE = /\\(?:(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|([0-3][0-7]{2})|([^])|$)/g;
const BYTES_ESCAPE = /\\(?:x([0-9a-fA-F]{2})|([0-3][0-7]{2})|[^]|$)/g;

/** The value of a literal as agentgateway 1.4 reads it. `negative`: the literal carries the sign before it. */
export function readLiteral(token: Token, negative = false): LiteralValue | LiteralProblem {
  if (token.kind === 'number') return readNumber(token.text, negative);
  if (token.kind === 'string') return readQuoted(token.text);
  if (token.text === 'null') return { type: 'null', value: null };
  return { type: 'bool', value: token.text === 'true' };
}

function readNumber(text: string, negative: boolean): LiteralValue | LiteralProblem {
  const refuse = (problem: string): LiteralProblem => ({ problem, offset: 0, length: text.length });
  const hex = /^0[xX]/.test(text);
  if (/[uU]$/.test(text)) {
    const value = BigInt(text.slice(0, -1));
    return value > MAX_UINT ? refuse(`\`${text}\` is above the largest uint, 18446744073709551615`) : { type: 'uint', value };
  }
  if (!hex && /[.eE]/.test(text)) {
    const value = negative ? -Number(text) : Number(text);
    return Number.isFinite(value) ? { type: 'double', value } : refuse(`\`${text}\` is above the largest double`);
  }
  if (hex && negative) return refuse('a hexadecimal number cannot have a sign');
  const value = negative ? -BigInt(text) : BigInt(text);
  if (value > MAX_INT || value < MIN_INT) return refuse(`\`${text}\` does not fit an int of 64 bits`);
  return { type: 'int', value };
}

function readQuoted(text: string): LiteralValue | LiteralProblem {
  const prefix = /^["']/.test(text) ? '' : text[0].toLowerCase();
  const quote = text[prefix.length];
  const quotes = text.startsWith(quote.repeat(3), prefix.length) ? 3 : 1;
  const bodyStart = prefix.length + quotes;
  const body = text.slice(bodyStart, text.length - quotes);
  const refuse = (problem: string, index: number, length: number): LiteralProblem => ({ problem, offset: bodyStart + index, length });

  if (quotes === 3) {
    if (prefix === 'b') return { problem: 'bytes in triple quotes are read with their quotes by agentgateway', offset: 0, length: text.length };
    const inner = body.indexOf(quote);
    if (inner >= 0) return refuse(`a triple-quoted text cannot contain its own quote character \`${quote}\``, inner, 1);
  }
  if (prefix === 'r') {
    const escaped = body.indexOf(`\\${quote}`);
    if (escaped >= 0) return refuse('a backslash does not escape a quote in a raw text', escaped, 2);
    return { type: 'string', value: body };
  }
  return prefix === 'b' ? readBytes(body, refuse) : readString(body, quote, refuse);
}

function readString(body: string, quote: string, refuse: (problem: string, index: number, length: number) => LiteralProblem) {
  let problem: LiteralProblem | undefined;
  const value = body.replace(STRING_ESCAPE, (escape, code?: string, octal?: string, other?: string, index = 0) => {
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    if (code !== undefined) {
      const point = parseInt(code.slice(1), 16);
      if (point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)) return String.fromCodePoint(point);
    } else if (other === quote) {
      return quote;
    } else if (other === '"' || other === '\'') {
      // the quote that does not delimit the text keeps its backslash in agentgateway
      return escape;
    } else if (other !== undefined && Object.hasOwn(SIMPLE_ESCAPES, other)) {
      return SIMPLE_ESCAPES[other];
    }
    problem ??= refuse(`\`${escape}\` is no escape sequence`, index, escape.length);
    return '';
  });
  return problem ?? { type: 'string' as const, value };
}

function readBytes(body: string, refuse: (problem: string, index: number, length: number) => LiteralProblem) {
  const parts: Uint8Array[] = [];
  let last = 0;
  for (const match of body.matchAll(BYTES_ESCAPE)) {
    const [escape, hex, octal] = match;
    if (hex === undefined && octal === undefined) {
      return refuse(`\`${escape}\` is no escape sequence of bytes: only \`\\xHH\` and \`\\OOO\` are`, match.index, escape.length);
    }
    parts.push(Buffer.from(body.slice(last, match.index)), Uint8Array.of(hex !== undefined ? parseInt(hex, 16) : parseInt(octal, 8)));
    last = match.index + escape.length;
  }
  parts.push(Buffer.from(body.slice(last)));
  return { type: 'bytes' as const, value: Uint8Array.from(Buffer.concat(parts)) };
}
