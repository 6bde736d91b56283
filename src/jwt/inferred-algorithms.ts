import type { KeyParameters } from './jwk';
import { knowsEdDsaAndPss } from './knows-ed-dsa-and-pss';
import type { Profile } from './profile';
import type { SignatureAlgorithm } from './signature-algorithm';

const RSA_PKCS1: readonly SignatureAlgorithm[] = ['RS256', 'RS384', 'RS512'];

const RSA: readonly SignatureAlgorithm[] = [...RSA_PKCS1, 'PS256', 'PS384', 'PS512'];

/** The values of `alg` that a token may name where its key has none that agentgateway knows: what goes with the type, whatever the curve. */
export function inferredAlgorithms(kty: KeyParameters['kty'], profile: Profile): readonly SignatureAlgorithm[] {
  switch (kty) {
    case 'RSA':
      return knowsEdDsaAndPss(profile) ? RSA : RSA_PKCS1;
    case 'EC':
      return ['ES256', 'ES384'];
    case 'OKP':
      return knowsEdDsaAndPss(profile) ? ['EdDSA'] : [];
    case 'oct':
      return [];
  }
}
