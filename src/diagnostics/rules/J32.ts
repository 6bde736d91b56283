import { keySetRule } from './key-set-rule';
import { keySetExample } from '../examples/key-set-example';

/** A certificate in `x5c` that is not the key's. */
export const J32 = keySetRule({
  code: 'J32',
  title: 'The certificate in `x5c` is not of this key',
  severity: 'warning',
  security: true,
  written: 'an `x5c` whose first certificate holds another key, or that is no certificate',
  happens: 'agentgateway verifies with the key and never looks at `x5c`: who trusts the certificate trusts the wrong key',
  instead: 'take the key from the certificate that you trust, or drop `x5c`',
  triggers: [
    keySetExample('{"keys":[{"kty":"EC","crv":"P-256","kid":"2026-01","x":"I4v6t_gXe6NV2YnY0VHDnuOFz6gaZjduPQFSTh8XACM","y":"c4pntxLvSBifMQf3yrsF6AYqkeYI9DCM9A8lSwP595Y","alg":"ES256","x5c":["MIIBbDCCAROgAwIBAgIUISNAXRH1QxTdZ2ot7cz1Qn9xWOowCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBeDAeFw0yNjExMjMxOTM1NTNaFw0zNjExMjAxOTM1NTNaMAwxCjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAReOEMEGU4PpF+V+bOeyXLbBxMfPyEkiunXcF7l13qnImj40puaLCJSnDBk5trXMcRL3i180zX5j/XdQWNMtKdyo1MwUTAdBgNVHQ4EFgQUNVABU3wBznS8wwwoKCyRyliaceMwHwYDVR0jBBgwFoAUNVABU3wBznS8wwwoKCyRyliaceMwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiA3duUZb8XN4LOyjAqAvAZ0+rLWfDXYvnJiP41Kg/y4CAIgN6cZNPSIHss1hCSmxcM4PvYXN8lmLPYGTfYmi6SCcGc="]}]}'),
  ],
  nearMisses: [
    keySetExample('{"keys":[{"kty":"EC","crv":"P-256","kid":"2026-01","x":"I4v6t_gXe6NV2YnY0VHDnuOFz6gaZjduPQFSTh8XACM","y":"c4pntxLvSBifMQf3yrsF6AYqkeYI9DCM9A8lSwP595Y","alg":"ES256","x5c":["MIIBbTCCAROgAwIBAgIUXikSrQT9SjlxxqZCZifPjZYEg/swCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBeDAeFw0yNjExMjMxOTM1NTNaFw0zNjExMjAxOTM1NTNaMAwxCjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQji/q3+Bd7o1XZidjRUcOe44XPqBpmN249AVJOHxcAI3OKZ7cS70gYnzEH98q7BegGKpHmCPQwjPQPJUsD+feWo1MwUTAdBgNVHQ4EFgQUKaENHfCQxP7POlZQk/OE8yvaetYwHwYDVR0jBBgwFoAUKaENHfCQxP7POlZQk/OE8yvaetYwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBPNlIa1EhcDfE7G0vyiizdvGspXo4hAxtnVwG5lW0FCwIhALQ3kuRvI7t7s/phllpH7t2riVzJGlvrL521KiSzjmS5"]}]}'),
  ],
});
