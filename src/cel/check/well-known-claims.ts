import { Type } from '../environment/type';
import { parseType } from '../environment/type-text';

/**
 * The forms that RFC 7519 §4.1, RFC 8693 §4.2 and OpenID Connect Core §5.1 give to claims. agentgateway enforces few of them,
 * so that they are a reason to warn, never a proof.
 */
export const wellKnownClaims: ReadonlyMap<string, Type> = new Map(Object.entries({
  iss: 'string',
  sub: 'string',
  aud: 'string|list(string)',
  jti: 'string',
  exp: 'int|uint|double',
  nbf: 'int|uint|double',
  iat: 'int|uint|double',
  scope: 'string',
  client_id: 'string',
  azp: 'string',
  name: 'string',
  email: 'string',
  email_verified: 'bool',
  preferred_username: 'string',
}).map(([name, text]) => [name, parseType(text)]));

/** Names that are commonly meant, when a claim is misspelled. */
export const likelyClaims: readonly string[] = [...wellKnownClaims.keys(), 'groups', 'roles', 'permissions'];

/** Claims in common use that look like a misspelled one and are none. */
export const alsoClaims: readonly string[] = ['role', 'group', 'permission', 'scopes', 'emails', 'names', 'ext', 'amr', 'acr', 'act', 'tid', 'oid', 'uid', 'sid', 'cid', 'scp'];

/** Where people look for claims, which are at the top level of `jwt`. */
export const claimContainers: readonly string[] = ['claims', 'payload', 'body', 'token'];
