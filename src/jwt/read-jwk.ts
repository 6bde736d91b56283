import { JsonError } from './json-error';
import type { JsonMember, JsonNode, JsonObject } from './json-node';
import { jsonTypeError, jsonTypeMessage, type Disclosure } from './json-type-error';
import type { Curve, Jwk, KeyParameters } from './jwk';

const CURVES: readonly string[] = ['P-256', 'P-384', 'P-521', 'Ed25519'] satisfies Curve[];

/** Members that have a meaning in every key type, with the type their value must have. */
const COMMON: ReadonlyMap<string, 'string' | 'strings'> = new Map([
  ['use', 'string'], ['key_ops', 'strings'], ['alg', 'string'], ['kid', 'string'],
  ['x5u', 'string'], ['x5c', 'strings'], ['x5t', 'string'], ['x5t#S256', 'string'],
]);

const EXPECTED: ReadonlyMap<string, string> = new Map([['alg', 'string or map']]);

/**
 * Reads one JSON Web Key. Messages of errors carry agentgateway's words and never a string of the key itself, where `disclosure` is `redacted`.
 *
 * @throws JsonError what agentgateway would refuse to read: a member of the wrong type or given twice, an unknown `kty` or `crv`,
 * a missing `n`, `e`, `x` or `y`
 */
export function readJwk(node: JsonNode, text: Buffer, disclosure: Disclosure): Jwk {
  if (node.kind !== 'object') {
    throw jsonTypeError(node, 'struct Jwk', text, disclosure);
  }
  const common = readCommon(node, text, disclosure);
  const strings = (name: string): readonly string[] | undefined => common.get(name) as readonly string[] | undefined;
  const string = (name: string): string | undefined => common.get(name) as string | undefined;
  return {
    kid: string('kid'),
    use: string('use'),
    keyOps: strings('key_ops'),
    alg: string('alg'),
    x5c: strings('x5c'),
    parameters: readParameters(node, text),
  };
}

function readCommon(node: JsonObject, text: Buffer, disclosure: Disclosure): Map<string, string | readonly string[]> {
  const common = new Map<string, string | readonly string[]>();
  const seen = new Set<string>();
  for (const { name, value } of node.members) {
    const type = COMMON.get(name);
    if (type === undefined) {
      continue;
    }
    if (seen.has(name)) {
      throw new JsonError(`duplicate field \`${name}\``, text, node.end);
    }
    seen.add(name);
    if (value.kind !== 'null') {
      common.set(name, type === 'string' ? readString(name, value, node, text, disclosure) : readStrings(value, node, text, disclosure));
    }
  }
  return common;
}

function readString(name: string, value: JsonNode, node: JsonObject, text: Buffer, disclosure: Disclosure): string {
  if (value.kind !== 'string') {
    throw new JsonError(jsonTypeMessage(value, EXPECTED.get(name) ?? 'a string', disclosure), text, node.end);
  }
  return value.value;
}

function readStrings(value: JsonNode, node: JsonObject, text: Buffer, disclosure: Disclosure): readonly string[] {
  if (value.kind !== 'array') {
    throw new JsonError(jsonTypeMessage(value, 'a sequence', disclosure), text, node.end);
  }
  return value.items.map((item) => readString('', item, node, text, disclosure));
}

function readParameters(node: JsonObject, text: Buffer): KeyParameters {
  const refuse = (): never => {
    throw new JsonError('data did not match any variant of untagged enum AlgorithmParameters', text, node.end);
  };
  const string = (name: string): string => {
    const [member, repeated]: (JsonMember | undefined)[] = node.members.filter((candidate) => candidate.name === name);
    return member?.value.kind === 'string' && repeated === undefined ? member.value.value : refuse();
  };
  const curve = (): Curve => {
    const name = string('crv');
    return CURVES.includes(name) ? name as Curve : refuse();
  };
  switch (string('kty')) {
    case 'RSA':
      return { kty: 'RSA', n: string('n'), e: string('e') };
    case 'EC':
      return { kty: 'EC', crv: curve(), x: string('x'), y: string('y') };
    case 'OKP':
      return { kty: 'OKP', crv: curve(), x: string('x') };
    case 'oct':
      string('k');
      return { kty: 'oct' };
    default:
      return refuse();
  }
}
