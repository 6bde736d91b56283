import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** A weak key. */
export const J31 = keySetRule({
  code: 'J31',
  title: 'A key is weak',
  severity: 'error',
  security: true,
  written: 'an RSA key under 2048 or above 8192 bits, or with an unsafe public exponent, or an Ed25519 key that is a point of small order',
  happens: 'whoever factors a short modulus signs tokens, and with a point of small order, such as `AQAA…`, anybody does at once; agentgateway looks at '
    + 'neither when it loads the key',
  instead: 'sign with an RSA key of 2048 bits or more and exponent 65537, or with Ed25519',
  triggers: [
    keySetExample('{"keys":[{"kty":"RSA","kid":"2026-01","n":"lSiIU1dJtZGpOTd3qkjnew3n3mIPwReeATlDH5-zz0kVkYBrxzIjqVBEtNUo0NxqPaWpkl8xVO0u57J9UIEKqSvw0ltMn_SItzvfO7RVG1IzU8omnsg6ONofEWtp-Hl6qCIqZDOra34c446YP11k460d77PmlSIN_nfYmdfInLM","e":"AQAB","alg":"RS256"}]}'),
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","alg":"EdDSA"}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"RSA","kid":"2026-01","n":"t8wHWn-5XoShOGLyp3LH2eWJ6EnopSiqaEh24sfsJkOtLdwTC-wT9ke4IscNfL6T8eLFaueD8U_l6tnaAvlya6kUzMB2onxjAhuH0Hty0n32GMOmG3LQkPe51G78TvYmMuC1YjBxSX4u-cOuy2eyM5FBvZDmWESXZtWFAbVziGTsYSj-RCOLXecJwwyt4CduZw0OVIklZuTv2haC5KxYs9HvCIpM0mwz7EItkwc20Yc4DwLhf9NcoyWv35eD2u0rk3TjZcrVCLwXBApz3menMQlcIPKSodpVP95giURnQQebPOy5BTfHMgnwEVe77zP3Szced5zwfomJs8fvR81RTw","e":"AQAB","alg":"RS256"}]}'),
    keySetExample('{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM","alg":"EdDSA"}]}'),
  ],
});
