import { ALGORITHM_OF_CURVE } from './algorithm-of-curve';
import { createPublicKeyFor } from './create-public-key-for';
import { decodeBase64Url } from './decode-base64-url';
import { inferredAlgorithms } from './inferred-algorithms';
import { isSmallOrderPoint } from './is-small-order-point';
import { JsonError } from './json-error';
import type { JsonNode } from './json-node';
import { jsonTypeError } from './json-type-error';
import type { Jwk, KeyParameters } from './jwk';
import { knowsEdDsaAndPss } from './knows-ed-dsa-and-pss';
import { parseJsonObject } from './parse-json-object';
import { PartError } from './part-error';
import type { Profile } from './profile';
import { readJwk } from './read-jwk';
import { rustDebugString } from './rust-debug-string';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './signature-algorithm';
import type { VerificationKey } from './verification-key';

/** The keys of a set by `kid`, or the text with which agentgateway drops the whole provider. The text holds no key material. */
export type LoadedJwks = { readonly keys: ReadonlyMap<string, VerificationKey> } | { readonly error: string };

/**
 * Loads a JWK Set as agentgateway's data plane does: one bad key drops the whole set, the last of two keys with one `kid` wins,
 * `use`, `key_ops`, `crv` and certificates decide nothing. In `strict` a key that is not meant for verifying signatures, or with which anybody
 * can sign, stays in the set and verifies none, so that its `kid` does not fall to another provider.
 */
export function loadJwks(text: string, options: { readonly profile: Profile }): LoadedJwks {
  const bytes = Buffer.from(text);
  let jwks: readonly Jwk[];
  try {
    jwks = readKeys(bytes).map((node) => readJwk(node, bytes, 'redacted'));
  } catch (error) {
    if (error instanceof JsonError) {
      return { error: `failed to parse JWKS: ${error.reason} at line ${error.line} column ${error.column}` };
    }
    throw error;
  }
  const keys = new Map<string, VerificationKey>();
  for (const jwk of jwks) {
    const key = loadKey(jwk, options.profile);
    if ('error' in key) {
      return key;
    }
    keys.set(key.kid, key);
  }
  return { keys };
}

function readKeys(text: Buffer): readonly JsonNode[] {
  const root = parseJsonObject(text, { expected: 'struct JwkSet', disclosure: 'redacted' });
  const [keys, repeated] = root.members.filter(({ name }) => name === 'keys');
  if (repeated !== undefined) {
    throw new JsonError('duplicate field `keys`', text, repeated.colon);
  }
  if (keys === undefined) {
    throw new JsonError('missing field `keys`', text, root.end);
  }
  if (keys.value.kind !== 'array') {
    throw jsonTypeError(keys.value, 'a sequence', text, 'redacted');
  }
  return keys.value.items;
}

function loadKey(jwk: Jwk, profile: Profile): VerificationKey | { readonly error: string } {
  const { kid, parameters } = jwk;
  if (kid === undefined) {
    return { error: 'the key is missing the `kid` attribute' };
  }
  if (parameters.kty === 'oct' || (parameters.kty === 'OKP' && (parameters.crv !== 'Ed25519' || !knowsEdDsaAndPss(profile)))) {
    return { error: unsupportedText(rustDebugString(kid), parameters, profile) };
  }
  try {
    checkEncoding(parameters);
  } catch (error) {
    if (error instanceof PartError) {
      return { error: `could not construct a decoding key for ${rustDebugString(kid)}: Error(${error.debug})` };
    }
    throw error;
  }
  const algorithms = profile === 'strict' ? strictAlgorithms(jwk) : allowedAlgorithms(jwk, profile);
  const forgeable = profile === 'strict' && parameters.kty === 'OKP' && isSmallOrderPoint(parameters.x);
  const publicKeys = new Map(forgeable ? [] : algorithms.flatMap((algorithm) => {
    const key = createPublicKeyFor(algorithm, parameters);
    return key === undefined ? [] : [[algorithm, key] as const];
  }));
  return { kid, type: parameters.kty, algorithms, publicKeys };
}

function unsupportedText(kid: string, parameters: KeyParameters, profile: Profile): string {
  if (parameters.kty === 'OKP' && knowsEdDsaAndPss(profile)) {
    return `the key ${kid} uses unsupported OKP curve ${parameters.crv.replace('-', '')} (supported: Ed25519)`;
  }
  // agentgateway prints the whole key here, the secret of a symmetric one included
  const shown = parameters.kty === 'OKP' ? 'OctetKeyPair(…)' : 'OctetKey(…)';
  return knowsEdDsaAndPss(profile)
    ? `the key ${kid} uses an unsupported algorithm ${shown} (supported: RSA, EC, OKP[Ed25519])`
    : `the key ${kid} uses a non-RSA algorithm ${shown}`;
}

function checkEncoding(parameters: KeyParameters): void {
  const { n, e, x, y } = parameters as Partial<Record<'n' | 'e' | 'x' | 'y', string>>;
  for (const value of [n, e, x, y]) {
    decodeBase64Url(Buffer.from(value ?? ''));
  }
}

function allowedAlgorithms({ alg, parameters }: Jwk, profile: Profile): readonly SignatureAlgorithm[] {
  const explicit = SIGNATURE_ALGORITHMS.filter((algorithm) => algorithm === alg);
  return explicit.length > 0 ? explicit : inferredAlgorithms(parameters.kty, profile);
}

function strictAlgorithms(jwk: Jwk): readonly SignatureAlgorithm[] {
  if ((jwk.use ?? 'sig') !== 'sig' || !(jwk.keyOps ?? ['verify']).includes('verify')) {
    return [];
  }
  const { parameters } = jwk;
  return allowedAlgorithms(jwk, 'strict')
    .filter((algorithm) => !('crv' in parameters) || ALGORITHM_OF_CURVE[parameters.kty][parameters.crv] === algorithm);
}
