import { policyExample } from './policy-example';

interface JwtExample {
  readonly target?: 'Gateway' | 'HTTPRoute';
  readonly mode?: string;
  readonly phase?: string;
  readonly issuer?: string;
  /** Fields of the provider beside issuer and key set. */
  readonly provider?: readonly string[];
  /** Fields of `jwks`; an inline key set unless given. */
  readonly jwks?: readonly string[];
  /** Fields of `jwtAuthentication` beside mode and provider. */
  readonly also?: readonly string[];
  /** Fields of `traffic` beside `jwtAuthentication`. */
  readonly traffic?: readonly string[];
}

const INLINE = 'inline: \'{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"2026-01","alg":"EdDSA","x":"lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM"}]}\'';

/** The YAML of a policy with JWT authentication, for the examples of a rule. */
export function jwtExample({
  target = 'Gateway', mode = 'Strict', phase, issuer = 'https://idp.example.com', provider = ['audiences: [mcp]'],
  jwks = [INLINE], also = [], traffic = [],
}: JwtExample = {}): string {
  return policyExample('jwt', target, [
    'traffic:',
    ...(phase === undefined ? [] : [`  phase: ${phase}`]),
    '  jwtAuthentication:',
    `    mode: ${mode}`,
    ...also.map((line) => `    ${line}`),
    '    providers:',
    `      - issuer: ${issuer}`,
    ...provider.map((line) => `        ${line}`),
    '        jwks:',
    ...jwks.map((line) => `          ${line}`),
    ...traffic.map((line) => `  ${line}`),
  ].join('\n'));
}
