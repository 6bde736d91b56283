/* eslint-disable no-bitwise -- addresses are bits */
import { isIPv4, isIPv6 } from 'node:net';

/** An address as a number. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/**
 * Reads an address as Kubernetes' `ip` does: no zone, no IPv4 address dressed as IPv6, no leading zeros in IPv4.
 *
 * @throws Error for anything else
 */
export function parseIp(text: string): IpAddress {
  if (isIPv4(text)) return { family: 4, bits: bitsOfIpv4(text) };
  if (!isIPv6(text) || text.includes('%')) throw new Error(`IP Address "${text}" parse error`);
  const bits = bitsOfIpv6(text);
  if (bits >> 32n === 0xffffn) throw new Error(`IPv4-mapped IPv6 address "${text}" is not allowed`);
  return { family: 6, bits };
}

/** Writes an address in its canonical form (RFC 5952 section 4). */
export function formatIp({ family, bits }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const run = longestZeros(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === '0') end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}

function bitsOfIpv4(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOfIpv6(text: string): bigint {
  const [head, tail] = text.split('::').map((side) => side.split(':').filter(Boolean).flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const ipv4 = bitsOfIpv4(group);
    return [ipv4 >> 16n, ipv4 & 0xffffn];
  }));
  const groups = tail === undefined ? head : [...head, ...Array<bigint>(8 - head.length - tail.length).fill(0n), ...tail];
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}
