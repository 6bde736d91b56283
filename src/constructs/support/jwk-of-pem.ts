import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { checkText } from './check-props';
import { UsageError } from './usage-error';

/** What signs with a key of each family, the likeliest first; agentgateway 1.4 verifies these. */
const algorithms: Readonly<Record<string, readonly string[]>> = {
  'RSA': ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'Ed25519': ['EdDSA'],
};

/** The JWK of a public key in PEM, pinned to one algorithm and to verifying signatures. */
export function jwkOfPem(pem: string, kid: string, algorithm?: string): Record<string, unknown> {
  checkText('kid', kid, 1024);
  // a public key can be taken from a private one, which then has no business to be here
  if (/PRIVATE KEY/.test(pem)) {
    throw new UsageError('`pem` is a private key', 'give the public key alone, and keep the private one where tokens are signed');
  }
  const jwk = readPem(pem);
  const family = jwk.crv ?? jwk.kty ?? '';
  const known = algorithms[family];
  if (known === undefined) {
    throw new UsageError(`\`pem\` is a key of the kind \`${family}\`, with which agentgateway verifies nothing`, 'use RSA, P-256, P-384 or Ed25519');
  }
  if (algorithm !== undefined && !known.includes(algorithm)) {
    throw new UsageError(`\`algorithm\` is \`${algorithm}\`, which is none for a key of the kind \`${family}\``, `use ${known.join(', ')}`);
  }
  return { ...jwk, kid, alg: algorithm ?? known[0], use: 'sig' };
}

function readPem(pem: string): JsonWebKey {
  try {
    return createPublicKey(pem).export({ format: 'jwk' });
  } catch {
    throw new UsageError('`pem` holds no public key', 'give the text from `-----BEGIN PUBLIC KEY-----` or `-----BEGIN CERTIFICATE-----` to its end');
  }
}
