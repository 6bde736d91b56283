import { decodeBase64Url } from './decode-base64-url';
import { JsonError } from './json-error';
import type { JsonNode, JsonObject } from './json-node';
import type { KeySet } from './key-set';
import { lifetimeFault } from './lifetime-fault';
import { parseJsonObject } from './parse-json-object';
import { PartError } from './part-error';
import type { Profile } from './profile';
import { readRegisteredClaims } from './read-registered-claims';
import type { Claim } from './registered-claims';
import { invalidToken, type TokenError } from './token-error';
import type { VerifiedToken } from './verified-token';

/** How to judge. */
export interface VerifyOptions {
  /** Seconds since 1970. */
  readonly now: number;
  readonly profile: Profile;
}

/** Profiles in which `iss`, and `aud` where audiences are configured, must be there; others let a token without them pass. */
const WITH_REQUIRED_NAMES: readonly Profile[] = ['main', 'strict'];

/**
 * Everything that agentgateway checks of a token after the signature, in its order and with its texts: payload, `exp`, `nbf` (only in
 * `strict`), `iss`, `aud`.
 *
 * @param payloadPart the second part of a token whose signature holds
 */
export function checkClaims(payloadPart: string, provider: KeySet, options: VerifyOptions): VerifiedToken | TokenError {
  try {
    return check(decodeBase64Url(Buffer.from(payloadPart)), provider, options);
  } catch (error) {
    if (error instanceof PartError) {
      return invalidToken(error);
    }
    throw error;
  }
}

function check(text: Buffer, provider: KeySet, { now, profile }: VerifyOptions): VerifiedToken {
  const payload = parseJsonObject(text, { expected: 'a map', disclosure: 'verbatim' });
  const { exp, nbf, sub, iss, aud } = readRegisteredClaims(payload, text);
  if (profile === 'strict') {
    refuseRepetition(payload, text);
  }
  const audiences = provider.audiences ?? [];
  const namesRequired = WITH_REQUIRED_NAMES.includes(profile);
  const expiresAt = required('exp', exp);
  const notBefore = profile === 'strict' ? optional('nbf', nbf) : undefined;
  if (namesRequired) {
    required('iss', iss);
    if (audiences.length > 0) {
      required('aud', aud);
    }
  }
  const fault = lifetimeFault({ expiresAt, notBefore }, now);
  if (fault !== undefined) {
    throw new PartError(fault);
  }
  if (iss.state === 'read' && !iss.value.includes(provider.issuer)) {
    throw new PartError('InvalidIssuer');
  }
  if (audiences.length > 0 && aud.state === 'read' && !aud.value.some((name) => audiences.includes(name))) {
    throw new PartError('InvalidAudience');
  }
  return {
    payloadText: text.toString(),
    issuer: provider.issuer,
    ...(sub.state === 'read' ? { subject: sub.value } : {}),
    expiresAt,
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

function required<T>(name: string, claim: Claim<T>): T {
  if (claim.state !== 'read') {
    throw new PartError(`MissingRequiredClaim("${name}")`);
  }
  return claim.value;
}

function optional<T>(name: string, claim: Claim<T>): T | undefined {
  if (claim.state === 'unreadable') {
    throw new PartError(`InvalidClaimFormat("${name}")`);
  }
  return claim.state === 'read' ? claim.value : undefined;
}

/** RFC 7519 §4: names of claims are unique. Of a name that is there twice, one reader may take the first value and another the last. */
function refuseRepetition(node: JsonNode, text: Buffer): void {
  const children = node.kind === 'object' ? node.members.map(({ value }) => value) : node.kind === 'array' ? node.items : [];
  if (node.kind === 'object') {
    refuseRepeatedMember(node, text);
  }
  children.forEach((child) => refuseRepetition(child, text));
}

function refuseRepeatedMember(node: JsonObject, text: Buffer): void {
  const names = new Set<string>();
  for (const { name, colon } of node.members) {
    if (names.has(name)) {
      throw new JsonError(`duplicate field \`${name}\``, text, colon);
    }
    names.add(name);
  }
}
