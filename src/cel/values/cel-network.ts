/* eslint-disable no-bitwise -- addresses and networks are numbers of bits */

/** Longest text of an address, one of IPv4 inside one of IPv6. */
const MAX_LENGTH = 45;

/** An address; one of IPv4 mapped into IPv6 is an IPv6 address. */
export class CelIp {
  static ofV4(number: number): CelIp {
    return new CelIp(4, number, BigInt(number));
  }

  static ofV6(bits: bigint): CelIp {
    return new CelIp(6, 0, bits);
  }

  /**
   * @param number the 32 bits of an IPv4 address, because they are compared in a fraction of the time that a bigint takes
   * @param bits 32 or 128 of them
   */
  private constructor(readonly family: 4 | 6, readonly number: number, readonly bits: bigint) {}

  equals(other: CelIp): boolean {
    return this.family === other.family && this.bits === other.bits;
  }

  toString(): string {
    return this.family === 4 ? formatV4(this.bits) : formatV6(this.bits);
  }
}

/** An address with the length of its network's prefix; the address may have host bits. */
export class CelCidr {
  private readonly hostBits: bigint;
  private readonly mask: number;

  constructor(readonly ip: CelIp, readonly prefixLength: number) {
    this.hostBits = BigInt((ip.family === 4 ? 32 : 128) - prefixLength);
    this.mask = prefixLength === 0 ? 0 : -1 << (32 - prefixLength);
  }

  containsIp(ip: CelIp): boolean {
    return ip.family === 4 ? this.containsV4(ip.number) : this.ip.family === 6 && ip.bits >> this.hostBits === this.ip.bits >> this.hostBits;
  }

  /** As `containsIp`, of a text; undefined where it is no address. */
  containsText(text: string): boolean | undefined {
    const number = parseV4(text);
    if (number >= 0) return this.containsV4(number);
    const ip = parseIp(text);
    return ip && this.containsIp(ip);
  }

  containsCidr(other: CelCidr): boolean {
    return other.prefixLength >= this.prefixLength && this.containsIp(other.ip);
  }

  masked(): CelCidr {
    const bits = (this.ip.bits >> this.hostBits) << this.hostBits;
    return new CelCidr(this.ip.family === 4 ? CelIp.ofV4(Number(bits)) : CelIp.ofV6(bits), this.prefixLength);
  }

  equals(other: CelCidr): boolean {
    return this.prefixLength === other.prefixLength && this.ip.equals(other.ip);
  }

  toString(): string {
    return `${this.ip.toString()}/${this.prefixLength}`;
  }

  private containsV4(number: number): boolean {
    return this.ip.family === 4 && ((number ^ this.ip.number) & this.mask) === 0;
  }
}

/** Undefined for zones, leading zeros (`01.2.3.4`) and everything else that is no address. */
export function parseIp(text: string): CelIp | undefined {
  const number = parseV4(text);
  if (number >= 0) return CelIp.ofV4(number);
  const bits = text.length <= MAX_LENGTH && text.includes(':') ? parseV6(text) : undefined;
  return bits === undefined ? undefined : CelIp.ofV6(bits);
}

/** As `parseIp`, but an IPv4 address may have leading zeros, which stay decimal (`010.0.0.0/8` is `10.0.0.0/8` in agentgateway). */
export function parseCidr(text: string): CelCidr | undefined {
  const match = /^([^/]{1,45})\/(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const ip = parseIp(/^[\d.]+$/.test(match[1]) ? match[1].replace(/\b0{1,2}(?=\d)/g, '') : match[1]);
  const length = Number(match[2]);
  return ip && length <= (ip.family === 4 ? 32 : 128) ? new CelCidr(ip, length) : undefined;
}

/** The 32 bits of an IPv4 address, or -1. */
function parseV4(text: string): number {
  let number = 0;
  let octet = -1;
  let dots = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return -1;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return -1;
    } else if (digit === -2 && octet >= 0 && dots < 3) {
      number = number * 256 + octet;
      octet = -1;
      dots++;
    } else {
      return -1;
    }
  }
  return dots === 3 && octet >= 0 ? number * 256 + octet : -1;
}

function parseV6(text: string): bigint | undefined {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = embedded ? parseV4(embedded[2]) : undefined;
  if (tail === -1) return undefined;
  const groups = tail === undefined ? text : `${embedded![1]}${(tail >>> 16).toString(16)}:${(tail & 0xffff).toString(16)}`;
  const halves = groups.split('::');
  if (halves.length > 2) return undefined;
  const [head, rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(missing).fill('0'), ...(rest ?? [])];
  if (!all.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function formatV4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
}

/** RFC 5952: the first longest run of two or more zero groups is left out; a mapped IPv4 address is written as one. */
function formatV6(bits: bigint): string {
  if (bits >> 32n === 0xffffn) return `::ffff:${formatV4(bits & 0xffffffffn)}`;
  const groups = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
