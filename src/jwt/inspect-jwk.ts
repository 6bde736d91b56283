import { X509Certificate } from 'node:crypto';
import { ALGORITHM_OF_CURVE } from './algorithm-of-curve';
import { createPublicKeyFor, RSA_MODULUS_BITS } from './create-public-key-for';
import { decodeBase64Url } from './decode-base64-url';
import { inferredAlgorithms } from './inferred-algorithms';
import { isEd25519Point } from './is-ed25519-point';
import { isSmallOrderPoint } from './is-small-order-point';
import { JsonError } from './json-error';
import type { JsonNode } from './json-node';
import type { Jwk, KeyParameters } from './jwk';
import type { JwksFinding } from './jwks-finding';
import { knowsEdDsaAndPss } from './knows-ed-dsa-and-pss';
import { PartError } from './part-error';
import { readJwk } from './read-jwk';
import type { Release } from './release';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './signature-algorithm';

/** A finding on a key, and the member that it is about, if it is about one. */
type KeyFinding = Omit<JwksFinding, 'pointer' | 'offset' | 'end'> & { readonly member?: string };

/** What is wrong for a release with one key of a set, which the messages call by `name`. */
export function inspectJwk(node: JsonNode, text: Buffer, name: string, release: Release): KeyFinding[] {
  let jwk: Jwk;
  try {
    jwk = readJwk(node, text, 'redacted');
  } catch (error) {
    if (!(error instanceof JsonError)) {
      throw error;
    }
    return [unreadable(node, name, release, error)];
  }
  return [
    ...(jwk.kid === undefined ? [missingKid(name)] : []),
    ...inspectParameters(jwk, name, release),
    ...inspectUse(jwk, name),
    ...inspectAlgorithm(jwk, name, release),
    ...inspectCertificate(jwk, name, release),
  ];
}

function missingKid(name: string): KeyFinding {
  return {
    code: 'J04',
    severity: 'error',
    security: false,
    message: `${name} has no \`kid\`, so agentgateway drops the whole key set`,
    help: 'give every key the `kid` that the tokens carry in their header',
    member: 'kid',
  };
}

function supported(release: Release): string {
  return knowsEdDsaAndPss(release)
    ? 'use RSA, EC with P-256 or P-384, or OKP with Ed25519'
    : 'use RSA, or EC with P-256 or P-384; OKP with Ed25519 loads since 0.12';
}

function unusable(message: string, help: string, member?: string): KeyFinding {
  return { code: 'J06', severity: 'error', security: false, message, help, member };
}

/** The members that make a key, by its type. */
const NEEDED: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  ['RSA', ['n', 'e']], ['EC', ['crv', 'x', 'y']], ['OKP', ['crv', 'x']], ['oct', ['k']],
]);

function unreadable(node: JsonNode, name: string, release: Release, error: JsonError): KeyFinding {
  if (node.kind !== 'object') {
    return unusable(`${name} is not a JSON object`, 'write the key as RFC 7517 says');
  }
  const all = (member: string): readonly JsonNode[] => node.members.filter((candidate) => candidate.name === member).map(({ value }) => value);
  const value = (member: string): string | undefined => {
    const [found] = all(member);
    return found?.kind === 'string' ? found.value : undefined;
  };
  const kty = value('kty');
  const dropped = 'so agentgateway drops the whole key set';
  if (!error.reason.startsWith('data did not match')) {
    return unusable(`${name} cannot be read (${error.reason}), ${dropped}`, 'write the key as RFC 7517 says');
  }
  const needed = NEEDED.get(kty) ?? [];
  const repeated = ['kty', ...needed].find((member) => all(member).length > 1);
  if (repeated !== undefined) {
    return unusable(`${name} has \`${repeated}\` more than once, ${dropped}`, `write \`${repeated}\` once`, repeated);
  }
  if (needed.length === 0) {
    return unusable(`${name} has ${kty === undefined ? 'no `kty`' : `the unknown \`kty\` \`${kty}\``}, ${dropped}`, supported(release), 'kty');
  }
  const missing = needed.find((member) => value(member) === undefined);
  return missing === undefined
    ? unusable(`${name} has the unknown curve \`${value('crv')}\`, ${dropped}`, supported(release), 'crv')
    : unusable(`${name} has no \`${missing}\`, ${dropped}`, `a key of type \`${kty}\` needs ${needed.map((member) => `\`${member}\``).join(', ')}`);
}

function inspectParameters({ parameters }: Jwk, name: string, release: Release): KeyFinding[] {
  if (parameters.kty === 'oct') {
    return [unusable(`${name} is symmetric, so agentgateway drops the whole key set`, supported(release), 'kty')];
  }
  if (parameters.kty === 'OKP' && !knowsEdDsaAndPss(release)) {
    return [unusable(`${name} is of type \`OKP\`, which agentgateway \`${release}\` does not load, so it drops the whole key set`, supported(release), 'kty')];
  }
  for (const [member, value] of Object.entries(parameters)) {
    if (['n', 'e', 'x', 'y'].includes(member)) {
      try {
        decodeBase64Url(Buffer.from(value));
      } catch (error) {
        if (error instanceof PartError) {
          return [unusable(`\`${member}\` of ${name} is not base64url without padding, so agentgateway drops the whole key set`,
            'write `-` and `_` in place of `+` and `/`, and no `=`', member)];
        }
        throw error;
      }
    }
  }
  if (parameters.kty === 'RSA') {
    return createPublicKeyFor('RS256', parameters) === undefined ? [weakRsa(parameters.n, name)] : [];
  }
  const algorithm = algorithmOf(parameters, release);
  if (algorithm === undefined) {
    return [unusable(`${name} is of type \`${parameters.kty}\` with curve \`${parameters.crv}\`, with which no token verifies`, supported(release), 'crv')];
  }
  if (createPublicKeyFor(algorithm, parameters) === undefined || (parameters.kty === 'OKP' && !isEd25519Point(parameters.x))) {
    return [unusable(`${name} is no point of \`${parameters.crv}\`, so no token verifies`, 'copy the coordinates again, each at its full length', 'x')];
  }
  if (parameters.kty === 'OKP') {
    return isSmallOrderPoint(parameters.x) ? [smallOrder(name)] : [];
  }
  return ALGORITHM_OF_CURVE.EC[parameters.crv] === algorithm ? [] : [otherCurve(parameters.crv, algorithm, name)];
}

/** agentgateway never looks at `crv` of an EC key, so such a key does verify; other verifiers refuse it, the profile `strict` among them. */
function otherCurve(crv: string, algorithm: SignatureAlgorithm, name: string): KeyFinding {
  const curve = algorithm === 'ES256' ? 'P-256' : 'P-384';
  return {
    ...unusable(`\`crv\` of ${name} is \`${crv}\`, and its coordinates are a point of \`${curve}\``, `set \`crv\` to \`${curve}\`, or copy the key again`, 'crv'),
    severity: 'warning',
  };
}

function smallOrder(name: string): KeyFinding {
  return {
    code: 'J31',
    severity: 'error',
    security: true,
    message: `${name} is a point of small order, with which anybody can sign tokens`,
    help: 'take the public key from the issuer again; no key that was generated is such a point',
    member: 'x',
  };
}

function weakRsa(n: string, name: string): KeyFinding {
  const modulus = BigInt(`0x0${decodeBase64Url(Buffer.from(n)).toString('hex')}`);
  const bits = modulus === 0n ? 0 : modulus.toString(2).length;
  const { minimum, maximum } = RSA_MODULUS_BITS;
  const ofSize = bits >= minimum && bits <= maximum;
  return {
    code: 'J31',
    severity: 'error',
    security: true,
    message: ofSize
      ? `${name} has a public exponent that is no odd number from 3 to 33 bits, or a modulus that is none`
      : `${name} is an RSA key of ${bits} bits; ${minimum} to ${maximum} verify signatures`,
    help: `sign with an RSA key of ${minimum} bits or more, and exponent 65537 (\`AQAB\`)`,
    member: ofSize ? 'e' : 'n',
  };
}

/** The member by which a key is not for verifying signatures, if there is one. */
function forbiddingMember({ use, keyOps }: Jwk): 'use' | 'key_ops' | undefined {
  return use !== undefined && use !== 'sig' ? 'use' : keyOps !== undefined && !keyOps.includes('verify') ? 'key_ops' : undefined;
}

function inspectUse(jwk: Jwk, name: string): KeyFinding[] {
  const forbidding = forbiddingMember(jwk);
  if (forbidding === undefined) {
    return [];
  }
  const correction = forbidding === 'use' ? 'set `use` to `sig`' : 'put `verify` into `key_ops`';
  return [{
    code: 'J33',
    severity: 'warning',
    security: true,
    message: `${name} is not for verifying signatures by its \`${forbidding}\`, and agentgateway lets it verify tokens all the same`,
    // where `alg` is one of encryption (RFC 7518 §4.1) as well, there is no mistake to correct
    help: /^(RSA|ECDH-ES)/.test(jwk.alg ?? '') ? 'leave the key out; it is there for encryption' : `leave the key out, or ${correction}`,
    member: forbidding,
  }];
}

const NUMBERS: Readonly<Record<number, string>> = { 3: 'three', 6: 'six' };

function inspectAlgorithm(jwk: Jwk, name: string, release: Release): KeyFinding[] {
  const { alg, parameters } = jwk;
  const fitting = SIGNATURE_ALGORITHMS.filter((algorithm) =>
    parameters.kty === 'RSA' ? /^[RP]S/.test(algorithm) : algorithm === algorithmOf(parameters, release));
  if (fitting.length === 0 || fitting.some((algorithm) => algorithm === alg)) {
    return [];
  }
  const inferred = inferredAlgorithms(parameters.kty, release);
  const offered = fitting.filter((algorithm) => inferred.includes(algorithm));
  const help = `set \`alg\` to what signs the tokens: ${offered.map((algorithm) => `\`${algorithm}\``).join(', ')}`;
  if (SIGNATURE_ALGORITHMS.some((algorithm) => algorithm === alg)) {
    const message = `\`alg\` \`${alg}\` contradicts ${name}, so no token verifies`;
    return [{ code: 'J34', severity: 'error', security: false, message, help, member: 'alg' }];
  }
  if (parameters.kty !== 'RSA' || forbiddingMember(jwk) !== undefined) {
    // the curve leaves one algorithm only, and what should be left out needs none
    return [];
  }
  const accepted = `${NUMBERS[inferred.length]} RSA algorithms are accepted`;
  const message = alg === undefined
    ? `${name} has no \`alg\`, so ${accepted} where one is meant`
    : `\`alg\` \`${alg}\` of ${name} is no signature algorithm that agentgateway knows, so ${accepted}`;
  return [{ code: 'J27', severity: 'warning', security: false, message, help, member: 'alg' }];
}

/** The one algorithm that fits the key, where there is only one. That of an EC key depends on its point alone, as in agentgateway. */
function algorithmOf(parameters: KeyParameters, release: Release): SignatureAlgorithm | undefined {
  if (parameters.kty !== 'EC' && parameters.kty !== 'OKP') {
    return undefined;
  }
  const inferred = inferredAlgorithms(parameters.kty, release);
  const named = inferred.find((algorithm) => algorithm === ALGORITHM_OF_CURVE[parameters.kty][parameters.crv]);
  return parameters.kty === 'EC' ? inferred.find((algorithm) => createPublicKeyFor(algorithm, parameters) !== undefined) ?? named : named;
}

function inspectCertificate({ x5c, parameters }: Jwk, name: string, release: Release): KeyFinding[] {
  const algorithm = parameters.kty === 'RSA' ? 'RS256' : algorithmOf(parameters, release);
  const key = algorithm === undefined ? undefined : createPublicKeyFor(algorithm, parameters);
  if (x5c === undefined || x5c.length === 0 || key === undefined) {
    return [];
  }
  const finding = (message: string): KeyFinding[] => [{
    code: 'J32',
    severity: 'warning',
    security: true,
    message,
    help: 'agentgateway verifies with the key and never looks at `x5c`: take the key from the certificate that you trust, or drop `x5c`',
    member: 'x5c',
  }];
  try {
    return new X509Certificate(Buffer.from(x5c[0], 'base64')).publicKey.equals(key)
      ? []
      : finding(`the certificate in \`x5c\` of ${name} belongs to another key`);
  } catch {
    return finding(`the first entry in \`x5c\` of ${name} is not a certificate`);
  }
}
