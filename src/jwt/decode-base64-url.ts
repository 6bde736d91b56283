import { PartError } from './part-error';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const INVALID = -1;
const SYMBOLS = new Int8Array(256).fill(INVALID);
for (let value = 0; value < ALPHABET.length; value++) {
  SYMBOLS[ALPHABET.charCodeAt(value)] = value;
}
const PAD = '='.charCodeAt(0);

/**
 * Decodes base64url without padding (RFC 7515 §2).
 *
 * Refuses padding, characters of other alphabets and non-canonical last symbols, with the positions and names of the decoder that
 * agentgateway uses: `InvalidByte(offset, byte)`, `InvalidLength(symbols)`, `InvalidPadding`, `InvalidLastSymbol(offset, byte)`.
 *
 * @throws PartError `Base64(…)`
 */
export function decodeBase64Url(text: Buffer): Buffer {
  const fault = findFault(text);
  if (fault !== undefined) {
    throw new PartError(`Base64(${fault})`);
  }
  return Buffer.from(text.toString('latin1'), 'base64url');
}

/** The order of the checks decides which of several faults is named: a stray last byte, then the whole groups of four, then the last group. */
function findFault(text: Buffer): string | undefined {
  const length = text.length;
  if (length === 0) {
    return undefined;
  }
  if (length % 4 === 1 && text[length - 1] !== PAD && SYMBOLS[text[length - 1]] === INVALID) {
    return invalidByte(text, length - 1);
  }
  const lastGroup = length - (length % 4 === 0 ? 4 : length % 4);
  for (let index = 0; index < lastGroup; index++) {
    if (SYMBOLS[text[index]] === INVALID) {
      return invalidByte(text, index);
    }
  }
  return findFaultInLastGroup(text, lastGroup);
}

function findFaultInLastGroup(text: Buffer, start: number): string | undefined {
  let symbols = 0;
  let firstPad: number | undefined;
  for (let index = start; index < text.length; index++) {
    if (text[index] === PAD) {
      if (index - start < 2) {
        return invalidByte(text, index);
      }
      firstPad ??= index;
    } else if (firstPad !== undefined) {
      return invalidByte(text, firstPad);
    } else if (SYMBOLS[text[index]] === INVALID) {
      return invalidByte(text, index);
    } else {
      symbols++;
    }
  }
  if (symbols < 2) {
    return `InvalidLength(${start + symbols})`;
  }
  if (firstPad !== undefined) {
    return 'InvalidPadding';
  }
  const last = start + symbols - 1;
  // the last symbol of a partial group carries bits of no byte, which must be zero: 4 of them in a group of two, 2 in a group of three
  const granularity = { 2: 16, 3: 4 }[symbols] ?? 1;
  return SYMBOLS[text[last]] % granularity === 0 ? undefined : `InvalidLastSymbol(${last}, ${text[last]})`;
}

function invalidByte(text: Buffer, index: number): string {
  return `InvalidByte(${index}, ${text[index]})`;
}
