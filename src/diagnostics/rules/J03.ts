import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** Text that is no JWK Set. */
export const J03 = keySetRule({
  code: 'J03',
  title: 'An inline key set is not a JWK Set',
  severity: 'error',
  security: false,
  written: 'PEM text, a single key without `keys`, an empty list, or text that is not JSON',
  happens: 'the controller passes it through unread up to 1.4, and the data plane drops the provider: in mode Strict every token of that issuer is refused with 401',
  instead: 'paste what the `jwks_uri` of the identity provider answers: `{"keys":[…]}`',
  triggers: [
    keySetExample('{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}'),
    keySetExample('{"keys":[]}'),
    keySetExample('-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}]}'),
  ],
});
