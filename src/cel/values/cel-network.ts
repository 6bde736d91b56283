/* eslint-disable no-bitwise -- addresses and networks are numbers of bits */
import { isIPv4, isIPv6 } from 'node:net';

/** An address; one of IPv4 mapped into IPv6 is an IPv6 address. */
export class CelIp {
  /** @param bits 32 or 128 of them */
  constructor(readonly family: 4 | 6, readonly bits: bigint) {}

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

  constructor(readonly ip: CelIp, readonly prefixLength: number) {
    this.hostBits = BigInt((ip.family === 4 ? 32 : 128) - prefixLength);
  }

  containsIp(ip: CelIp): boolean {
    return ip.family === this.ip.family && ip.bits >> this.hostBits === this.ip.bits >> this.hostBits;
  }

  containsCidr(other: CelCidr): boolean {
    return other.prefixLength >= this.prefixLength && this.containsIp(other.ip);
  }

  masked(): CelCidr {
    return new CelCidr(new CelIp(this.ip.family, (this.ip.bits >> this.hostBits) << this.hostBits), this.prefixLength);
  }

  equals(other: CelCidr): boolean {
    return this.prefixLength === other.prefixLength && this.ip.equals(other.ip);
  }

  toString(): string {
    return `${this.ip.toString()}/${this.prefixLength}`;
  }
}

/** Undefined for zones, leading zeros (`01.2.3.4`) and everything else that is no address. */
export function parseIp(text: string): CelIp | undefined {
  if (isIPv4(text)) return new CelIp(4, bitsOfV4(text));
  return isIPv6(text) && !text.includes('%') ? new CelIp(6, bitsOfV6(text)) : undefined;
}

/** As `parseIp`, but an IPv4 address may have leading zeros, which stay decimal (`010.0.0.0/8` is `10.0.0.0/8` in agentgateway). */
export function parseCidr(text: string): CelCidr | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const ip = parseIp(/^[\d.]+$/.test(match[1]) ? match[1].replace(/\b0{1,2}(?=\d)/g, '') : match[1]);
  const length = Number(match[2]);
  return ip && length <= (ip.family === 4 ? 32 : 128) ? new CelCidr(ip, length) : undefined;
}

function bitsOfV4(text: string): bigint {
  const [a, b, c, d] = text.split('.');
  return BigInt(((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d));
}

function bitsOfV6(text: string): bigint {
  const v4 = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = v4 ? bitsOfV4(v4[2]) : undefined;
  const groups = tail === undefined ? text : `${v4![1]}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const [head, rest] = groups.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = rest === undefined ? [] : Array<string>(8 - head.length - rest.length).fill('0');
  return [...head, ...zeros, ...(rest ?? [])].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
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
