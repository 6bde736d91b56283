import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** One `kid` twice in one set. */
export const J35 = keySetRule({
  code: 'J35',
  title: 'Two keys of one set share a `kid`',
  severity: 'error',
  security: false,
  written: 'two keys with the same `kid` in one key set',
  happens: 'the data plane keeps the last one, so that every token signed with the other is refused with 401',
  instead: 'give every key its own `kid`',
  triggers: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"},{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"9zzhgvLcfPLDCcvQH8uuZVcaW_A-U32XXCqldcy_0tQ","alg":"EdDSA"}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"},{"kty":"OKP","crv":"Ed25519","kid":"2026-02","x":"9zzhgvLcfPLDCcvQH8uuZVcaW_A-U32XXCqldcy_0tQ","alg":"EdDSA"}]}'),
  ],
});
