import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** An `alg` that contradicts the key. */
export const J34 = keySetRule({
  code: 'J34',
  title: '`alg` contradicts the key',
  severity: 'error',
  security: false,
  written: 'an `alg` of another key type or curve, such as `RS256` on an EC key',
  happens: 'the data plane accepts only that algorithm with the key, which the key cannot verify: every token that names it is refused with 401',
  instead: 'set `alg` to what signs the tokens',
  triggers: [
    keySetExample('{"keys":[{"kty":"EC","crv":"P-256","kid":"2026-01","x":"I4v6t_gXe6NV2YnY0VHDnuOFz6gaZjduPQFSTh8XACM","y":"c4pntxLvSBifMQf3yrsF6AYqkeYI9DCM9A8lSwP595Y","alg":"RS256"}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"EC","crv":"P-256","kid":"2026-01","x":"I4v6t_gXe6NV2YnY0VHDnuOFz6gaZjduPQFSTh8XACM","y":"c4pntxLvSBifMQf3yrsF6AYqkeYI9DCM9A8lSwP595Y","alg":"ES256"}]}'),
  ],
});
