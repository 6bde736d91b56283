import { inspectJwk } from './inspect-jwk';
import { JsonError } from './json-error';
import type { JsonMember, JsonNode, JsonObject } from './json-node';
import type { JwksFinding } from './jwks-finding';
import { knowsEdDsaAndPss } from './knows-ed-dsa-and-pss';
import { parseJson } from './parse-json';
import type { Release } from './release';

/** The longest inline set that the custom resource takes, in characters. */
const INLINE_LIMIT = 65_536;

/** Members that carry private (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2) or symmetric (§6.4.1) key material. */
const SECRET_MEMBERS: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const PUBLIC_SET = 'paste the identity provider\'s JWK Set, for example what its `jwks_uri` answers: `{"keys":[…]}`';

type Finding = Omit<JwksFinding, 'pointer' | 'offset' | 'end'>;

export interface InspectJwksOptions {
  /**
   * The release that is to load the set.
   * @default - 1.4
   */
  readonly release?: Release;
}

/**
 * Says what is wrong with an inline JWK Set, before a cluster silently drops it. An empty list means that every key loads, verifies
 * signatures and is strong enough. The findings stand in the order of the text.
 */
export function inspectJwks(text: string, { release = '1.4' }: InspectJwksOptions = {}): JwksFinding[] {
  const bytes = Buffer.from(text);
  const inText = (byte: number): number => bytes.toString('utf8', 0, byte).length;
  const at = (finding: Finding, pointer: string, { start, end }: Place): JwksFinding =>
    ({ ...finding, pointer, offset: inText(start), end: inText(end) });

  if (text.length > INLINE_LIMIT) {
    return [{
      ...notASet(`the key set has ${text.length} characters, more than the ${INLINE_LIMIT} that the API server takes`,
        'keep only the keys that sign tokens, and drop their `x5c`'),
      pointer: '',
    }];
  }
  let root: JsonNode;
  try {
    root = parseJson(bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) {
      throw error;
    }
    const start = Math.max(0, error.offset - 1);
    return [at(describeUnparsable(text, error), '', { start, end: Math.max(start, error.offset) })];
  }
  const keys = root.kind === 'object' ? root.members.filter(({ name }) => name === 'keys') : [];
  if (keys.length !== 1 || keys[0].value.kind !== 'array') {
    return [
      at(describeShape(root, keys.length), '', root),
      ...(root.kind === 'object' ? secretsOf(root).map(({ name, value }) => at(secret(name, release), step(name), value)) : []),
    ];
  }
  if (keys[0].value.items.length === 0) {
    return [at(notASet('the key set holds no key, so every token is refused', PUBLIC_SET), '/keys', keys[0].value)];
  }
  const kids = new Map<string, number>();
  return keys[0].value.items.flatMap((node, index) => {
    const place = `/keys/${index}`;
    const name = keyName(node, index);
    return [
      ...(node.kind === 'object' ? secretsOf(node) : []).map((member) => at(secret(member.name, release), `${place}${step(member.name)}`, member.value)),
      ...inspectJwk(node, bytes, name, release).map(({ member, ...finding }) => {
        const value = memberOf(node, member);
        return at(finding, value === undefined ? place : `${place}${step(member!)}`, value ?? node);
      }),
      ...repeatedKid(node, index, kids).map((finding) => at(finding, `${place}/kid`, memberOf(node, 'kid') ?? node)),
    ];
  });
}

/** What a finding is about, in bytes. */
type Place = Pick<JsonNode, 'start' | 'end'>;

function memberOf(node: JsonNode, name: string | undefined): JsonNode | undefined {
  return node.kind === 'object' ? node.members.find((member) => member.name === name)?.value : undefined;
}

function describeUnparsable(text: string, error: JsonError): Finding {
  if (/-----BEGIN [A-Z0-9 ]+-----/.test(text)) {
    return /PRIVATE KEY-----/.test(text)
      ? {
        code: 'J05',
        severity: 'error',
        security: true,
        message: 'the key set is a private key in PEM form, which ends up in the manifest and in git',
        help: `treat the key as leaked and replace it; ${PUBLIC_SET}`,
      }
      : notASet('the key set is PEM text, not a JSON Web Key Set', 'convert the public key to a JWK with a `kid` and put it into `{"keys":[…]}`');
  }
  return notASet(`the key set is not JSON: ${error.reason}, line ${error.line}, column ${error.column}`, PUBLIC_SET);
}

function describeShape(root: JsonNode, count: number): Finding {
  if (root.kind === 'array') {
    return notASet('the key set is a list, not an object with `keys`', 'write `{"keys":[…]}` around the keys');
  }
  if (root.kind !== 'object') {
    return notASet('the key set is not a JSON object', PUBLIC_SET);
  }
  if (count > 1) {
    return notASet('the key set has `keys` more than once', 'join the keys into one list');
  }
  if (count === 1) {
    return notASet('`keys` is not a list', 'write `{"keys":[…]}` around the keys');
  }
  return root.members.some(({ name }) => name === 'kty')
    ? notASet('the key set is a single key without `keys`', 'write `{"keys":[…]}` around the key')
    : notASet('the key set has no `keys`', PUBLIC_SET);
}

/** One step of a JSON Pointer, RFC 6901 §3. */
function step(member: string): string {
  return `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function notASet(message: string, help: string): Finding {
  return { code: 'J03', severity: 'error', security: false, message, help };
}

function secretsOf(node: JsonObject): readonly JsonMember[] {
  return node.members.filter(({ name }) => SECRET_MEMBERS.includes(name));
}

function secret(member: string, release: Release): Finding {
  return {
    code: 'J05',
    severity: 'error',
    security: true,
    message: `\`${member}\` is ${member === 'k' ? 'symmetric' : 'private'} key material, which ends up in the manifest and in git`,
    help: member === 'k'
      ? `agentgateway takes only public keys: sign with ${knowsEdDsaAndPss(release) ? 'RSA, EC or Ed25519' : 'RSA or EC'}, and treat this secret as leaked`
      : 'publish only the public members of the key, and treat this key as leaked',
  };
}

function keyName(node: JsonNode, index: number): string {
  const kid = memberOf(node, 'kid');
  return kid?.kind === 'string' ? `key \`${kid.value}\`` : `key ${index}`;
}

function repeatedKid(node: JsonNode, index: number, kids: Map<string, number>): Finding[] {
  const kid = memberOf(node, 'kid');
  if (kid?.kind !== 'string') {
    return [];
  }
  const earlier = kids.get(kid.value);
  kids.set(kid.value, index);
  return earlier === undefined ? [] : [{
    code: 'J35',
    severity: 'error',
    security: false,
    message: `key ${index} has the same \`kid\` \`${kid.value}\` as key ${earlier}, which it replaces`,
    help: 'give every key its own `kid`',
  }];
}
