import { X509Certificate } from 'node:crypto';
import { ALGORITHM_OF_CURVE } from './algorithm-of-curve';
import { createPublicKeyFor, RSA_MODULUS_BITS } from './create-public-key-for';
import { decodeBase64Url } from './decode-base64-url';
import { JsonError } from './json-error';
import type { JsonNode } from './json-node';
import type { Jwk, KeyParameters } from './jwk';
import type { JwksFinding } from './jwks-finding';
import { PartError } from './part-error';
import { readJwk } from './read-jwk';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './signature-algorithm';

/** A finding on a key, and the member that it is about, if it is about one. */
type KeyFinding = Omit<JwksFinding, 'pointer' | 'offset'> & { readonly member?: string };

/** What is wrong with one key of a set, which the messages call by `name`. */
export function inspectJwk(node: JsonNode, text: Buffer, name: string): KeyFinding[] {
  let jwk: Jwk;
  try {
    jwk = readJwk(node, text, 'redacted');
  } catch (error) {
    if (!(error instanceof JsonError)) {
      throw error;
    }
    return [unreadable(node, name, error)];
  }
  return [
    ...(jwk.kid === undefined ? [missingKid(name)] : []),
    ...inspectParameters(jwk, name),
    ...inspectUse(jwk, name),
    ...inspectAlgorithm(jwk, name),
    ...inspectCertificate(jwk, name),
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

const SUPPORTED = 'use RSA, EC with P-256 or P-384, or OKP with Ed25519';

function unusable(message: string, help: string, member?: string): KeyFinding {
  return { code: 'J06', severity: 'error', security: false, message, help, member };
}

function unreadable(node: JsonNode, name: string, error: JsonError): KeyFinding {
  if (node.kind !== 'object') {
    return unusable(`${name} is not a JSON object`, 'write the key as RFC 7517 says');
  }
  const value = (member: string): string | undefined => {
    const found = node.members.find((candidate) => candidate.name === member)?.value;
    return found?.kind === 'string' ? found.value : undefined;
  };
  const kty = value('kty');
  const dropped = 'so agentgateway drops the whole key set';
  if (!error.reason.startsWith('data did not match')) {
    return unusable(`${name} cannot be read (${error.reason}), ${dropped}`, 'write the key as RFC 7517 says');
  }
  if (kty === undefined || !['RSA', 'EC', 'OKP', 'oct'].includes(kty)) {
    return unusable(`${name} has ${kty === undefined ? 'no `kty`' : `the unknown \`kty\` \`${kty}\``}, ${dropped}`, SUPPORTED, 'kty');
  }
  const needed = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'], oct: ['k'] }[kty]!;
  const missing = needed.find((member) => value(member) === undefined);
  return missing === undefined
    ? unusable(`${name} has the unknown curve \`${value('crv')}\` or a member twice, ${dropped}`, SUPPORTED, 'crv')
    : unusable(`${name} has no \`${missing}\`, ${dropped}`, `a key of type \`${kty}\` needs ${needed.map((member) => `\`${member}\``).join(', ')}`);
}

function inspectParameters({ parameters }: Jwk, name: string): KeyFinding[] {
  if (parameters.kty === 'oct') {
    return [unusable(`${name} is symmetric, so agentgateway drops the whole key set`, SUPPORTED, 'kty')];
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
  const algorithm = algorithmOf(parameters);
  if (algorithm === undefined) {
    return [unusable(`${name} is of type \`${parameters.kty}\` with curve \`${parameters.crv}\`, with which no token verifies`, SUPPORTED, 'crv')];
  }
  return createPublicKeyFor(algorithm, parameters) === undefined
    ? [unusable(`${name} is no point of \`${parameters.crv}\`, so no token verifies`, 'copy the coordinates again, each at its full length', 'x')]
    : [];
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

function inspectUse({ use, keyOps }: Jwk, name: string): KeyFinding[] {
  const wrong = use !== undefined && use !== 'sig' ? 'use' : keyOps !== undefined && !keyOps.includes('verify') ? 'key_ops' : undefined;
  return wrong === undefined ? [] : [{
    code: 'J33',
    severity: 'warning',
    security: true,
    message: `${name} is not for verifying signatures by its \`${wrong}\`, and agentgateway lets it verify tokens all the same`,
    help: wrong === 'use' ? 'leave the key out, or set `use` to `sig`' : 'leave the key out, or put `verify` into `key_ops`',
    member: wrong,
  }];
}

function inspectAlgorithm({ alg, parameters }: Jwk, name: string): KeyFinding[] {
  const fitting = SIGNATURE_ALGORITHMS.filter((algorithm) => parameters.kty === 'RSA' ? /^[RP]S/.test(algorithm) : algorithm === algorithmOf(parameters));
  if (fitting.length === 0 || fitting.some((algorithm) => algorithm === alg)) {
    return [];
  }
  const help = `set \`alg\` to what signs the tokens: ${fitting.map((algorithm) => `\`${algorithm}\``).join(', ')}`;
  if (SIGNATURE_ALGORITHMS.some((algorithm) => algorithm === alg)) {
    const message = `\`alg\` \`${alg}\` contradicts ${name}, so no token verifies`;
    return [{ code: 'J34', severity: 'error', security: false, message, help, member: 'alg' }];
  }
  if (parameters.kty !== 'RSA') {
    // the curve leaves one algorithm only
    return [];
  }
  const message = alg === undefined
    ? `${name} has no \`alg\`, so six RSA algorithms are accepted where one is meant`
    : `\`alg\` \`${alg}\` of ${name} is no signature algorithm that agentgateway knows, so six RSA algorithms are accepted`;
  return [{ code: 'J27', severity: 'warning', security: false, message, help, member: 'alg' }];
}

/** The one algorithm that fits the key, where there is only one. */
function algorithmOf(parameters: KeyParameters): SignatureAlgorithm | undefined {
  return parameters.kty === 'EC' || parameters.kty === 'OKP' ? ALGORITHM_OF_CURVE[parameters.kty][parameters.crv] : undefined;
}

function inspectCertificate({ x5c, parameters }: Jwk, name: string): KeyFinding[] {
  const algorithm = parameters.kty === 'RSA' ? 'RS256' : algorithmOf(parameters);
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
