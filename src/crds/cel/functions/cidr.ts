/* eslint-disable no-bitwise -- addresses are bits */
import { CelFunc, celFunc, celMethod, CelScalar } from '@bufbuild/cel';
import { opaqueType, textOf } from '../opaque-type';
import { IP } from './ip';
import { formatIp, type IpAddress, parseIp } from './ip-address';
import { succeeds } from './succeeds';

const { BOOL, INT, STRING } = CelScalar;

/** The type of address blocks; its text is `address/length` as it was given, in canonical form. */
export const CIDR = opaqueType('net.CIDR');

/** Kubernetes' CIDR library. */
export const cidr: CelFunc[] = [
  celFunc('cidr', [STRING], CIDR.type, (text) => CIDR.wrap(format(parse(text)))),
  celFunc('isCIDR', [STRING], BOOL, (text) => succeeds(() => parse(text))),
  celFunc('string', [CIDR.type], STRING, textOf),
  celMethod('containsIP', CIDR.type, [IP.type], BOOL, function (address) { return contains(parse(textOf(this)), parseIp(textOf(address))); }),
  celMethod('containsIP', CIDR.type, [STRING], BOOL, function (address) { return contains(parse(textOf(this)), parseIp(address)); }),
  celMethod('containsCIDR', CIDR.type, [CIDR.type], BOOL, function (block) { return containsBlock(parse(textOf(this)), parse(textOf(block))); }),
  celMethod('containsCIDR', CIDR.type, [STRING], BOOL, function (block) { return containsBlock(parse(textOf(this)), parse(block)); }),
  celMethod('ip', CIDR.type, [], IP.type, function () { return IP.wrap(formatIp(parse(textOf(this)).address)); }),
  celMethod('masked', CIDR.type, [], CIDR.type, function () { return CIDR.wrap(format(masked(parse(textOf(this))))); }),
  celMethod('prefixLength', CIDR.type, [], INT, function () { return BigInt(parse(textOf(this)).length); }),
];

interface Block {
  readonly address: IpAddress;
  readonly length: number;
}

function parse(text: string): Block {
  const [, before, length] = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  if (before === undefined) throw new Error(`network address parse error during conversion from string: ${text}`);
  const address = parseIp(before);
  if (Number(length) > widthOf(address)) throw new Error(`prefix length out of range: ${text}`);
  return { address, length: Number(length) };
}

function format({ address, length }: Block): string {
  return `${formatIp(address)}/${length}`;
}

function widthOf({ family }: IpAddress): number {
  return family === 4 ? 32 : 128;
}

function masked({ address, length }: Block): Block {
  const shift = BigInt(widthOf(address) - length);
  return { address: { ...address, bits: (address.bits >> shift) << shift }, length };
}

function contains({ address, length }: Block, other: IpAddress): boolean {
  const shift = BigInt(widthOf(address) - length);
  return address.family === other.family && address.bits >> shift === other.bits >> shift;
}

function containsBlock(block: Block, other: Block): boolean {
  return block.length <= other.length && contains(block, other.address);
}
