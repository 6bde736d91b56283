import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** A key without `kid`. */
export const J04 = keySetRule({
  code: 'J04',
  title: 'A key has no `kid`',
  severity: 'error',
  security: false,
  written: 'a key without `kid` in an inline key set',
  happens: 'the data plane looks keys up by `kid` and drops the whole provider for one key without it: every token of that issuer is refused with 401',
  instead: 'give every key the `kid` that the tokens carry in their header',
  triggers: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}]}'),
  ],
});
