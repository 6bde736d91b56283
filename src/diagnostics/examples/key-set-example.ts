import { policyExample } from './policy-example';

/** The YAML of a policy with the inline key set of one provider, for the examples of a rule. */
export function keySetExample(inline: string): string {
  return policyExample('jwt', 'Gateway', `
traffic:
  jwtAuthentication:
    mode: Strict
    providers:
      - issuer: https://idp.example.com
        audiences: [mcp]
        jwks:
          inline: |
${inline.trim().split('\n').map((line) => `            ${line}`).join('\n')}
`);
}
