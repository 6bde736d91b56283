import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** Private or symmetric key material. */
export const J05 = keySetRule({
  code: 'J05',
  title: 'A key set publishes a private or symmetric key',
  severity: 'error',
  security: true,
  written: 'the private members of a key (`d`, `p`, `q` …), a symmetric key, or a private key in PEM form',
  happens: 'whoever reads the manifest, in git or in the cluster, can sign tokens for anybody; a symmetric key also makes the data plane drop the whole provider',
  instead: 'publish the public members only, and replace the key, because it has leaked',
  triggers: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA","d":"bm90LWEtcmVhbC1wcml2YXRlLWtleQ"}]}'),
    keySetExample('{"keys":[{"kty":"oct","kid":"2026-01","k":"bm90LWEtcmVhbC1zZWNyZXQ"}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}]}'),
  ],
});
