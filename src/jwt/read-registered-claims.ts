import { JsonError } from './json-error';
import type { JsonNode, JsonObject } from './json-node';
import type { Claim, RegisteredClaims } from './registered-claims';

type ClaimName = keyof RegisteredClaims;

const ABSENT = { state: 'absent' } as const;
const UNREADABLE = { state: 'unreadable' } as const;

/** What does not fit into 64 bits is no time. */
const TIME_LIMIT = 2n ** 64n;

const READERS: Readonly<Record<ClaimName, (value: JsonNode, text: Buffer) => Claim<unknown>>> = {
  exp: readTime,
  nbf: readTime,
  sub: readSubject,
  iss: readNames,
  aud: readNames,
};

/**
 * Reads the claims that agentgateway looks at, with its leniencies: a value of another type counts as unreadable, not as an error.
 *
 * @throws JsonError where agentgateway's parser stumbles: one of these claims twice, `sub` an object or a list, `exp` or `nbf` one with content
 */
export function readRegisteredClaims(payload: JsonObject, text: Buffer): RegisteredClaims {
  const claims = new Map<string, Claim<unknown>>();
  for (const { name, colon, value } of payload.members) {
    if (!isClaimName(name)) {
      continue;
    }
    if (claims.has(name)) {
      throw new JsonError(`duplicate field \`${name}\``, text, colon);
    }
    claims.set(name, READERS[name](value, text));
  }
  const claim = <T>(name: ClaimName): Claim<T> => (claims.get(name) ?? ABSENT) as Claim<T>;
  return { exp: claim('exp'), nbf: claim('nbf'), sub: claim('sub'), iss: claim('iss'), aud: claim('aud') };
}

function isClaimName(name: string): name is ClaimName {
  return Object.hasOwn(READERS, name);
}

function readTime(value: JsonNode, text: Buffer): Claim<number> {
  const content = contentStart(value);
  if (content !== undefined) {
    throw stumble(content, text);
  }
  if (value.kind !== 'number') {
    return UNREADABLE;
  }
  const time = Number(value.text);
  const fits = /^\d+$/.test(value.text) ? BigInt(value.text) < TIME_LIMIT : time >= 0 && time < Number(TIME_LIMIT);
  return fits ? { state: 'read', value: Math.round(time) } : UNREADABLE;
}

function readSubject(value: JsonNode, text: Buffer): Claim<string> {
  switch (value.kind) {
    case 'string':
      return { state: 'read', value: value.value };
    case 'null':
      return ABSENT;
    case 'array':
    case 'object':
      throw stumble(value.start, text);
    default:
      return UNREADABLE;
  }
}

function readNames(value: JsonNode): Claim<readonly string[]> {
  switch (value.kind) {
    case 'string':
      return { state: 'read', value: [value.value] };
    case 'null':
      return ABSENT;
    case 'array': {
      const names = value.items.flatMap((item) => item.kind === 'string' ? [item.value] : []);
      return names.length === value.items.length ? { state: 'read', value: names } : UNREADABLE;
    }
    default:
      return UNREADABLE;
  }
}

function contentStart(value: JsonNode): number | undefined {
  switch (value.kind) {
    case 'array':
      return value.items[0]?.start;
    case 'object':
      return value.members[0]?.nameStart;
    default:
      return undefined;
  }
}

/** The parser gives the value up where it begins, and then misses the comma. */
function stumble(at: number, text: Buffer): JsonError {
  return new JsonError('expected `,` or `}`', text, at + 1);
}
