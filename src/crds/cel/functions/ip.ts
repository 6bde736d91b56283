/* eslint-disable no-bitwise -- addresses are bits */
import { CelFunc, celFunc, celMethod, CelScalar } from '@bufbuild/cel';
import { opaqueType, textOf } from '../opaque-type';
import { formatIp, type IpAddress, parseIp } from './ip-address';
import { succeeds } from './succeeds';

const { BOOL, INT, STRING } = CelScalar;

/** The type of addresses; its text is the canonical form. */
export const IP = opaqueType('net.IP');

/** Kubernetes' IP library. */
export const ip: CelFunc[] = [
  celFunc('ip', [STRING], IP.type, (text) => IP.wrap(formatIp(parseIp(text)))),
  celFunc('isIP', [STRING], BOOL, (text) => succeeds(() => parseIp(text))),
  celFunc('ip.isCanonical', [STRING], BOOL, (text) => formatIp(parseIp(text)) === text),
  celFunc('string', [IP.type], STRING, textOf),
  celMethod('family', IP.type, [], INT, function () { return BigInt(parseIp(textOf(this)).family); }),
  ...Object.entries({
    isUnspecified,
    isLoopback,
    isLinkLocalMulticast: (address) => inBlock(address, '224.0.0.0', 24) || inBlock(address, 'ff02::', 16),
    isLinkLocalUnicast,
    isGlobalUnicast: (address) => !isUnspecified(address) && !isLoopback(address) && !isMulticast(address) && !isLinkLocalUnicast(address)
      && !inBlock(address, '255.255.255.255', 32),
  } satisfies Record<string, (address: IpAddress) => boolean>).map(([name, test]) =>
    celMethod(name, IP.type, [], BOOL, function () { return test(parseIp(textOf(this))); })),
];

function isUnspecified({ bits }: IpAddress): boolean {
  return bits === 0n;
}

function isLoopback(address: IpAddress): boolean {
  return inBlock(address, '127.0.0.0', 8) || inBlock(address, '::1', 128);
}

function isMulticast(address: IpAddress): boolean {
  return inBlock(address, '224.0.0.0', 4) || inBlock(address, 'ff00::', 8);
}

function isLinkLocalUnicast(address: IpAddress): boolean {
  return inBlock(address, '169.254.0.0', 16) || inBlock(address, 'fe80::', 10);
}

function inBlock({ family, bits }: IpAddress, start: string, length: number): boolean {
  const block = parseIp(start);
  const shift = BigInt((family === 4 ? 32 : 128) - length);
  return block.family === family && bits >> shift === block.bits >> shift;
}
