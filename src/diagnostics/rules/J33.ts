import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** A key that is not for verifying signatures. */
export const J33 = keySetRule({
  code: 'J33',
  title: 'A key is not meant to verify signatures',
  severity: 'warning',
  security: true,
  written: 'a key with `use: enc`, or with `key_ops` without `verify`',
  happens: 'agentgateway ignores both up to 1.4 and lets the key verify tokens: who holds an encryption key can sign in the name of the issuer',
  instead: 'leave the key out, or correct `use` and `key_ops` if it does sign tokens',
  triggers: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA","use":"enc"}]}'),
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA","key_ops":["encrypt"]}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA","use":"sig","key_ops":["verify"]}]}'),
  ],
});
