import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { jwtPolicies } from '../lookup/jwt-policies';
import { mcpAuthentications } from '../lookup/mcp-authentications';

const HELP = 'set `audiences` to what the identity provider puts into `aud` for this gateway';

/** A provider whose tokens are taken for whomever they are meant. */
export const J08: DiagnosticRule = {
  code: 'J08',
  title: 'No audience is asked for',
  severity: 'warning',
  security: false,
  written: 'a provider without `audiences`',
  happens: 'a token that the issuer made for any other service is accepted here as well, on every release; the MCP specification asks servers to check that tokens are meant for them',
  instead: 'set `audiences` to what the identity provider puts into `aud` for this gateway',
  triggers: [jwtExample({ provider: [] })],
  nearMisses: [jwtExample()],
  check: ({ manifests }) => [
    ...jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => jwt.providers.flatMap(({ issuer, audiences }, index): RuleFinding[] => audiences
      ? []
      : [{
        manifest,
        field: [...field, 'providers', index],
        message: `tokens of issuer \`${issuer}\` are accepted for whomever they were made, because the provider has no \`audiences\``,
        help: HELP,
      }])),
    ...mcpAuthentications(manifests).flatMap(({ manifest, field, authentication }): RuleFinding[] => authentication.audiences
      ? []
      : [{ manifest, field, message: 'tokens are accepted for whomever they were made, because `mcp.authentication` has no `audiences`', help: HELP }]),
  ],
};
