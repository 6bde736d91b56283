import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** No `alg` that could pin the algorithm. */
export const J27 = keySetRule({
  code: 'J27',
  title: 'A key does not pin its algorithm',
  severity: 'warning',
  security: false,
  written: 'an RSA key without `alg`, or with one that is no signature algorithm',
  happens: 'agentgateway accepts RS256, RS384, RS512, PS256, PS384 and PS512 with it, up to 0.11 only the first three, where one is meant',
  instead: 'set `alg` to what the identity provider signs with',
  triggers: [
    keySetExample('{"keys":[{"kty":"RSA","kid":"2026-01","n":"t8wHWn-5XoShOGLyp3LH2eWJ6EnopSiqaEh24sfsJkOtLdwTC-wT9ke4IscNfL6T8eLFaueD8U_l6tnaAvlya6kUzMB2onxjAhuH0Hty0n32GMOmG3LQkPe51G78TvYmMuC1YjBxSX4u-cOuy2eyM5FBvZDmWESXZtWFAbVziGTsYSj-RCOLXecJwwyt4CduZw0OVIklZuTv2haC5KxYs9HvCIpM0mwz7EItkwc20Yc4DwLhf9NcoyWv35eD2u0rk3TjZcrVCLwXBApz3menMQlcIPKSodpVP95giURnQQebPOy5BTfHMgnwEVe77zP3Szced5zwfomJs8fvR81RTw","e":"AQAB"}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"RSA","kid":"2026-01","n":"t8wHWn-5XoShOGLyp3LH2eWJ6EnopSiqaEh24sfsJkOtLdwTC-wT9ke4IscNfL6T8eLFaueD8U_l6tnaAvlya6kUzMB2onxjAhuH0Hty0n32GMOmG3LQkPe51G78TvYmMuC1YjBxSX4u-cOuy2eyM5FBvZDmWESXZtWFAbVziGTsYSj-RCOLXecJwwyt4CduZw0OVIklZuTv2haC5KxYs9HvCIpM0mwz7EItkwc20Yc4DwLhf9NcoyWv35eD2u0rk3TjZcrVCLwXBApz3menMQlcIPKSodpVP95giURnQQebPOy5BTfHMgnwEVe77zP3Szced5zwfomJs8fvR81RTw","e":"AQAB","alg":"RS256"}]}'),
    keySetExample('{"keys":[{"kty":"EC","crv":"P-256","kid":"2026-01","x":"I4v6t_gXe6NV2YnY0VHDnuOFz6gaZjduPQFSTh8XACM","y":"c4pntxLvSBifMQf3yrsF6AYqkeYI9DCM9A8lSwP595Y"}]}'),
  ],
});
