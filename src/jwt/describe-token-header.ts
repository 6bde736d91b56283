import { decodeBase64Url } from './decode-base64-url';
import { JsonError } from './json-error';
import type { JsonMember } from './json-node';
import { parseJson } from './parse-json';
import { PartError } from './part-error';
import { TOKEN_HEADER_READERS } from './token-header-readers';

/** What the header of a token says, without any check of whether it is true. */
export interface TokenHeaderDescription {
  /** Where they are texts. */
  readonly kid?: string;
  readonly alg?: string;
  /** The member for which agentgateway takes the whole header for malformed, and what is wrong with it. */
  readonly fault?: { readonly member: string; readonly problem: TokenHeaderProblem };
}

/** `unknown` is a text that is none of the values known; the types are what the member should be. */
type TokenHeaderProblem = 'missing' | 'repeated' | 'unknown' | 'no text' | 'no list of texts' | 'no public key';

/** Describes the header of a token of three parts, whatever the other two are; nothing where it is no JSON object in base64url. */
export function describeTokenHeader(token: string): TokenHeaderDescription | undefined {
  const parts = token.split('.');
  const members = parts.length === 3 ? membersOf(parts[0]) : undefined;
  if (members === undefined) {
    return undefined;
  }
  const text = (member: string): string | undefined => {
    const value = members.find(({ name }) => name === member)?.value;
    return value?.kind === 'string' ? value.value : undefined;
  };
  return { kid: text('kid'), alg: text('alg'), fault: faultOf(members) };
}

function membersOf(part: string): readonly JsonMember[] | undefined {
  try {
    const root = parseJson(decodeBase64Url(Buffer.from(part)));
    return root.kind === 'object' ? root.members : undefined;
  } catch (error) {
    if (error instanceof PartError) {
      return undefined;
    }
    throw error;
  }
}

function faultOf(members: readonly JsonMember[]): TokenHeaderDescription['fault'] {
  const seen = new Set<string>();
  for (const { name: member, value } of members) {
    if (seen.has(member) && TOKEN_HEADER_READERS.has(member)) {
      return { member, problem: 'repeated' };
    }
    seen.add(member);
    if (isRefused({ name: member, value })) {
      return { member, problem: problemOf({ name: member, value }) };
    }
  }
  return seen.has('alg') ? undefined : { member: 'alg', problem: 'missing' };
}

function isRefused({ name, value }: Pick<JsonMember, 'name' | 'value'>): boolean {
  const read = TOKEN_HEADER_READERS.get(name);
  if (read === undefined) {
    return value.kind !== 'string';
  }
  try {
    // where null counts as absent, no reader gets to see it
    if (value.kind !== 'null' || name === 'alg') {
      read(value, Buffer.alloc(0));
    }
    return false;
  } catch (error) {
    if (error instanceof JsonError) {
      return true;
    }
    throw error;
  }
}

function problemOf({ name, value }: Pick<JsonMember, 'name' | 'value'>): TokenHeaderProblem {
  switch (name) {
    case 'crit':
    case 'x5c':
      return 'no list of texts';
    case 'jwk':
      return 'no public key';
    default:
      return value.kind === 'string' ? 'unknown' : 'no text';
  }
}
