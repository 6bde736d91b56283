import type { TargetVersion } from './target-version';

/** How a function can be written: `size(x)`, `x.size()`, either, or behind a namespace as `math.abs(x)`. */
export type CallForm = 'global' | 'method' | 'either' | 'namespace' | 'macro';

export interface FunctionSignature {
  /** With its namespace, where it has one: `math.abs`. */
  readonly name: string;
  readonly form: CallForm;
  /** Types as in `parseType`; the receiver of a method is the first. `?` behind one makes it optional, `...` repeats it any number of times. */
  readonly parameters: readonly string[];
  readonly result: string;
  /** What happens to arguments beyond the last parameter: agentgateway ignores them, unless this is set. */
  readonly refusesExtraArguments?: true;
  /**
   * A receiver of another type than the first parameter is silently replaced by the first argument, so that the
   * function compares the argument with itself.
   */
  readonly receiverFallback?: true;
  /** The first release with it; unset: older than all we know. */
  readonly since?: TargetVersion;
}

/** Writes signatures as they are read: `size(string|bytes|list|map) -> int`. */
function signatures(form: CallForm, texts: readonly string[], more: Partial<FunctionSignature> = {}): readonly FunctionSignature[] {
  return texts.map((text) => {
    const [, name, parameters, result] = /^([\w.]+)\((.*)\) -> (\S+)$/.exec(text) ?? [];
    return { name, form, parameters: parameters === '' ? [] : parameters.split(', '), result, ...more };
  });
}

const timeFields = [
  'getFullYear', 'getMonth', 'getDate', 'getDayOfMonth', 'getDayOfWeek', 'getDayOfYear',
];

/** The functions and methods of agentgateway 1.4; one line a signature, several lines where one name takes several types. */
export const functionSignatures: readonly FunctionSignature[] = [
  ...signatures('either', ['startsWith(string, string) -> bool', 'endsWith(string, string) -> bool', 'matches(string, string) -> bool'], { receiverFallback: true }),
  ...signatures('either', [
    'size(string|bytes|list|map|headers) -> int',
    'contains(string, dyn) -> bool',
    'contains(bytes, dyn) -> bool',
    'contains(list|map|headers, dyn) -> bool',
    'string(string|bytes|bool|int|uint|double|timestamp|duration) -> string',
    'bytes(string|bytes) -> bytes',
    'double(string|int|uint|double) -> double',
    'int(string|int|uint|double) -> int',
    'uint(string|int|uint|double) -> uint',
    'type(dyn) -> type',
    'max(dyn...) -> dyn',
    'min(dyn...) -> dyn',
    'duration(string|duration) -> duration',
    'timestamp(string|int|timestamp) -> timestamp',
    'getHours(timestamp|duration) -> int', 'getMinutes(timestamp|duration) -> int',
    'getSeconds(timestamp|duration) -> int', 'getMilliseconds(timestamp|duration) -> int',
    ...timeFields.map((name) => `${name}(timestamp) -> int`),
    'json(string|bytes) -> element',
    'jsonField(string|bytes|map, string) -> element',
    'toJson(dyn) -> string', 'to_json(dyn) -> string',
    'unvalidatedJwtPayload(string) -> map(element)',
    'base64Encode(string|bytes) -> string', 'base64Decode(string|bytes) -> bytes',
    'isIP(string) -> bool', 'ip(string) -> ip', 'cidr(string) -> cidr',
    'fail(string) -> never',
    'flatten(list|map) -> map', 'flattenRecursive(list|map) -> map', 'flatten_recursive(list|map) -> map',
  ]),
  ...signatures('global', ['random() -> double', 'uuid() -> string', 'variables() -> map']),
  ...signatures('method', [
    'charAt(string, int|uint) -> string',
    'indexOf(string, string, int|uint?) -> int', 'lastIndexOf(string, string, int|uint?) -> int',
    'join(list, string?) -> string',
    'lowerAscii(string) -> string', 'upperAscii(string) -> string', 'trim(string) -> string',
    'substring(string, int|uint, int|uint?) -> string',
    'stripPrefix(string, string) -> string', 'stripSuffix(string, string) -> string',
    'regexReplace(string, string, string) -> string',
    'merge(map, map) -> map',
    'unredacted(secret) -> string',
    'query(query, string) -> list(string)', 'addQuery(query, string, string) -> string', 'setQuery(query, string, string) -> string',
    // what these give can be asked for another of them, as in `request.headers.join().split()`
    'join(headers|map) -> map(string)', 'raw(headers|map) -> map(list(string))', 'split(headers|map) -> map(list(string))',
    'redacted(headers|map) -> headers', 'cookie(headers|map, string) -> string',
    'family(ip) -> int',
    'isUnspecified(ip) -> bool', 'isLoopback(ip) -> bool', 'isLinkLocalMulticast(ip) -> bool', 'isLinkLocalUnicast(ip) -> bool', 'isGlobalUnicast(ip) -> bool',
    'containsIP(cidr, string|ip) -> bool', 'containsCIDR(cidr, cidr) -> bool', 'ip(cidr) -> ip', 'masked(cidr) -> cidr', 'prefixLength(cidr) -> uint',
    'value(optional) -> dyn', 'hasValue(optional) -> bool', 'or(optional, optional) -> optional', 'orValue(optional, dyn) -> dyn',
  ]),
  ...signatures('method', ['replace(string, string, string, int?) -> string', 'split(string, string, int?) -> list(string)'], { refusesExtraArguments: true }),
  ...signatures('namespace', ['base64.encode(string|bytes) -> string', 'base64.decode(string|bytes) -> bytes'], { since: '1.0' }),
  ...signatures('namespace', [
    'math.least(dyn...) -> dyn', 'math.greatest(dyn...) -> dyn',
    'math.ceil(double) -> double', 'math.floor(double) -> double', 'math.round(double) -> double', 'math.trunc(double) -> double',
    'math.isInf(double) -> bool', 'math.isNaN(double) -> bool', 'math.isFinite(double) -> bool',
    'math.abs(int|uint|double) -> int|uint|double', 'math.sign(int|uint|double) -> int|uint|double', 'math.sqrt(int|uint|double) -> double',
    'math.bitAnd(int|uint|bytes, int|uint|bytes) -> int|uint|bytes', 'math.bitOr(int|uint|bytes, int|uint|bytes) -> int|uint|bytes',
    'math.bitXor(int|uint|bytes, int|uint|bytes) -> int|uint|bytes', 'math.bitNot(int|uint|bytes) -> int|uint|bytes',
    'math.bitShiftLeft(int|uint, int) -> int|uint', 'math.bitShiftRight(int|uint, int) -> int|uint',
    'url.encode(string|bytes) -> string', 'url.decode(string|bytes) -> string',
    'form.encode(map) -> string', 'form.decode(string|bytes) -> map(string|list(string))',
    'sha1.encode(string|bytes) -> string', 'sha256.encode(string|bytes) -> string', 'md5.encode(string|bytes) -> string',
    'optional.of(dyn) -> optional', 'optional.ofNonZeroValue(dyn) -> optional', 'optional.none() -> optional',
  ]),
];

/** Forms that agentgateway reads without evaluating every argument first; the checker knows each of them by name. */
export const macroSignatures: readonly FunctionSignature[] = signatures('macro', [
  'has(field) -> bool',
  'all(list|map|headers, variable, bool) -> bool', 'exists(list|map|headers, variable, bool) -> bool',
  'exists_one(list|map|headers, variable, bool) -> bool', 'existsOne(list|map|headers, variable, bool) -> bool',
  'filter(list|map|headers, variable, bool) -> list', 'map(list|map|headers, variable, dyn) -> list',
  'map(list|map|headers, variable, bool, dyn) -> list',
  'with(dyn, variable, dyn) -> dyn', 'mapValues(map|headers, variable, dyn) -> map', 'filterKeys(map|headers, variable, bool) -> map',
  'default(dyn, dyn?) -> dyn', 'coalesce(dyn...) -> dyn',
]);

/** Names that stand for a type as a value, as in `type(x) == string`. */
export const typeNames: readonly string[] = [
  'int', 'uint', 'float', 'string', 'bool', 'bytes', 'list', 'map', 'null_type', 'timestamp', 'duration',
];
