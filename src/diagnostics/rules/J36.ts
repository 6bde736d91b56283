import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { jwtPolicies } from '../lookup/jwt-policies';
import { digestOf, tokenRefusal } from '../lookup/token-refusal';

const KEYS = 'inline: \'{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","alg":"EdDSA","x":"qXXZ8Z7RUvPjo3tbigwDt5WM46QZDOeURMfdIzhIwt4"}]}\'';

/** A sample token that the policy would not take. */
export const J36: DiagnosticRule = {
  code: 'J36',
  title: 'A token that is expected to be accepted would be refused',
  severity: 'error',
  security: false,
  written: 'a sample token that the issuer made for the audience `mcp`, given to `expectToken` of this policy in the app. Manifests hold no tokens, so '
    + 'only synthesis finds it',
  happens: 'every token like it is refused with 401 (403 by release 0.10), or with 403 by the guard of `iss` and `aud` beside the policy. The token is verified '
    + 'with the inline key sets by the rules of the target release, as of the second in which it was issued (`iat`, else `exp`), so that a sample may be expired',
  instead: 'correct the issuer, audience or key set that the message names, or give a token that the gateway is meant to accept',
  exampleToken: 'eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYtMDEiLCJ0eXAiOiJKV1QifQ'
    + '.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlLmNvbSIsInN1YiI6ImFsaWNlIiwiYXVkIjoibWNwIiwiaWF0IjoxNzY3MjI1NjAwLCJleHAiOjE3NjcyMjkyMDB9'
    + '.WEf6-tfwhqprC0JxjyCmw2Rz3tS_fwx7RYTHGKOKuYlfgkN51W_CIUT78F4HgM0GX4HLcov7l5JIpCTlZSi3Bw',
  triggers: [jwtExample({ provider: ['audiences: [https://mcp.example.com]'], jwks: [KEYS] }), jwtExample()],
  nearMisses: [jwtExample({ jwks: [KEYS] }), jwtExample({ provider: [], jwks: [KEYS] })],
  check: ({ manifests, expectedTokens, targetVersion }) => jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => expectedTokens
    .filter((expected) => expected.manifest === manifest)
    .flatMap((expected): RuleFinding[] => {
      const refusal = tokenRefusal(expected, jwt, targetVersion);
      return refusal === undefined ? [] : [{
        manifest,
        field,
        message: `agentgateway \`${targetVersion}\` would refuse the expected token (SHA-256 \`${digestOf(expected.token)}…\`): ${refusal.reason}`,
        help: refusal.help,
        ...(expected.construct && { construct: expected.construct }),
      }];
    })),
};
