import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** A key that agentgateway cannot load or that can verify nothing. */
export const J06 = keySetRule({
  code: 'J06',
  title: 'A key cannot be loaded or verifies nothing',
  severity: 'error',
  security: false,
  written: 'an OKP key other than Ed25519, any OKP key for a release before 0.12, an EC key other than P-256 and P-384, an unknown `kty`, coordinates that are no point of the curve, '
    + 'or a member that is missing, damaged or given twice',
  happens: 'the data plane drops the whole provider, or every token that names the key fails, with 401 (403 by release 0.10)',
  instead: 'use RSA, EC with P-256 or P-384, or since 0.12 OKP with Ed25519',
  triggers: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"X25519","kid":"2026-01","x":"0rQS3oLjXHYBSencQllWR9vDZlAIck9wUYd9hMbxbxg"}]}'),
    keySetExample('{"keys":[{"kty":"EC","crv":"P-521","kid":"2026-01","x":"AfZ49881BQg0uGiA4I3fgvZbamtagha54KeycMVQNDUv1brfHE2Wbc9rRj_-RdsYM02WxY49PD7b5YlOblmhlw8A","y":"AO1gfPGoqSW4qZ05OUDHhuIw3hOW5aFYI7a2ErCdTjTP-RTA0H66u-vayu4kFhbxrgLtm2UNkhD1xXZ2B2odZlhm","alg":"ES512"}]}'),
    keySetExample('{"keys":[{"kty":"EC","crv":"P-256","crv":"P-256","kid":"2026-01","x":"I4v6t_gXe6NV2YnY0VHDnuOFz6gaZjduPQFSTh8XACM","y":"c4pntxLvSBifMQf3yrsF6AYqkeYI9DCM9A8lSwP595Y","alg":"ES256"}]}'),
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","alg":"EdDSA"}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}]}'),
    keySetExample('{"keys":[{"kty":"EC","crv":"P-256","kid":"2026-01","x":"I4v6t_gXe6NV2YnY0VHDnuOFz6gaZjduPQFSTh8XACM","y":"c4pntxLvSBifMQf3yrsF6AYqkeYI9DCM9A8lSwP595Y","alg":"ES256"}]}'),
  ],
});
