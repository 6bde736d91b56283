/* eslint-disable no-bitwise -- networks are prefixes of bits */
import { CelCidr, CelHeaders, CelIp, CelQuery, CelSecret, CelUint, CelValue } from '../../values';
import { spend } from '../budget';
import { noSuchKey } from '../operators';
import { needText, textOf, unexpectedType } from './function-compiler';
import { noIp } from './network';

/** A method that belongs to one kind of value; tried before the functions of the same name. */
export interface ValueMethod {
  /** How many arguments it needs. */
  readonly arity: number;
  readonly run: (receiver: CelValue, args: readonly CelValue[], name: string) => CelValue;
}

type Methods<T> = Readonly<Record<string, readonly [arity: number, run: (receiver: T, args: readonly CelValue[], name: string) => CelValue]>>;

const CIDR: Methods<CelCidr> = {
  containsIP: [1, (cidr, [argument], name) => {
    if (argument instanceof CelIp) return cidr.containsIp(argument);
    const text = textOf(argument);
    if (text === undefined) return unexpectedType(argument, 'string or IP');
    return cidr.containsText(text) ?? noIp(name);
  }],
  containsCIDR: [1, (cidr, [argument]) => (argument instanceof CelCidr ? cidr.containsCidr(argument) : unexpectedType(argument, 'CIDR'))],
  ip: [0, (cidr) => cidr.ip],
  masked: [0, (cidr) => cidr.masked()],
  prefixLength: [0, (cidr) => new CelUint(BigInt(cidr.prefixLength))],
};

const IP: Methods<CelIp> = {
  family: [0, (ip) => BigInt(ip.family)],
  isUnspecified: [0, (ip) => ip.bits === 0n],
  isLoopback: [0, (ip) => (ip.family === 4 ? starts(ip, 8, 127n) : ip.bits === 1n)],
  isLinkLocalMulticast: [0, (ip) => (ip.family === 4 ? starts(ip, 24, 0xe00000n) : (ip.bits >> 112n & 0xff0fn) === 0xff02n)],
  isLinkLocalUnicast: [0, isLinkLocal],
  // private IPv4 networks count as global in agentgateway
  isGlobalUnicast: [0, (ip) => {
    if (ip.bits === 0n || isLinkLocal(ip)) return false;
    if (ip.family === 4) return !starts(ip, 8, 127n) && !starts(ip, 4, 0xen) && ip.bits !== 0xffffffffn;
    return ip.bits !== 1n && !starts(ip, 8, 0xffn) && !starts(ip, 7, 0xfcn >> 1n);
  }],
};

function isLinkLocal(ip: CelIp): boolean {
  return ip.family === 4 ? starts(ip, 16, 0xa9fen) : starts(ip, 10, 0xfe80n >> 6n);
}

function starts(ip: CelIp, length: number, prefix: bigint): boolean {
  return ip.bits >> BigInt((ip.family === 4 ? 32 : 128) - length) === prefix;
}

const HEADERS: Methods<CelHeaders> = {
  join: [0, (headers) => paid(headers).as('join')],
  raw: [0, (headers) => paid(headers).as('raw')],
  split: [0, (headers) => paid(headers).as('split')],
  redacted: [0, (headers) => paid(headers).redacted()],
  cookie: [1, (headers, [argument]) => {
    paid(headers);
    const value = headers.cookie(needText(argument));
    if (value === undefined) throw noSuchKey('cookie');
    return value;
  }],
};

function paid(headers: CelHeaders): CelHeaders {
  spend(headers.size);
  return headers;
}

const QUERY: Methods<CelQuery> = {
  query: [1, ({ text }, [argument]) => {
    spend(text.length);
    const values = new URLSearchParams(split(text)[1]).getAll(needText(argument));
    if (values.length === 0) throw noSuchKey('query');
    return values;
  }],
  addQuery: [2, ({ text }, [name, value]) => withQuery(text, (query) => query.append(needText(name), needText(value)))],
  setQuery: [2, ({ text }, [name, value]) => withQuery(text, (query) => {
    query.delete(needText(name));
    query.append(needText(name), needText(value));
  })],
};

function split(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** Encodes the whole query anew. */
function withQuery(text: string, change: (query: URLSearchParams) => void): string {
  spend(text.length);
  const [path, query] = split(text);
  const parameters = new URLSearchParams(query);
  change(parameters);
  return `${path}?${parameters.toString()}`;
}

const SECRET: Methods<CelSecret> = {
  unredacted: [0, (secret) => secret.unredacted()],
};

type Kind = abstract new (...args: never[]) => CelValue & object;

const TABLES: readonly (readonly [Kind, Methods<never>])[] = [
  [CelCidr, CIDR], [CelIp, IP], [CelHeaders, HEADERS], [CelQuery, QUERY], [CelSecret, SECRET],
] as unknown as readonly (readonly [Kind, Methods<never>])[];

/** The methods of a name, with the kind of value that each belongs to. */
export function valueMethods(name: string): readonly (readonly [Kind, ValueMethod])[] {
  return TABLES.filter(([, methods]) => Object.hasOwn(methods, name)).map(([kind, methods]) => {
    const [arity, run] = methods[name];
    return [kind, { arity, run: run as ValueMethod['run'] }];
  });
}
