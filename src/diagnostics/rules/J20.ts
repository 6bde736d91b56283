import { FieldPath, isBefore, Manifest, TargetVersion } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { mcpOAuthExample } from '../examples/mcp-oauth-example';
import { jwtPolicies } from '../lookup/jwt-policies';
import { mcpAuthentications } from '../lookup/mcp-authentications';

/** How providers that let no client register by itself write themselves in `iss`, and the release that knows them. */
const KNOWN_ISSUERS = [
  { provider: 'Okta', since: '1.3', of: /^https:\/\/[\w-]+\.okta(preview|-emea)?\.com(\/|$)/ },
  { provider: 'Entra', since: '1.4', of: /^https:\/\/(login\.microsoftonline\.(com|us)|sts\.windows\.net)\// },
] as const;

/** Providers with which a client cannot register by itself through the gateway. */
const NEED_CLIENT_ID = new Set(['Okta', 'Entra', 'Authentik']);

/** A provider that registers no clients, without a client id to hand out. */
export const J20: DiagnosticRule = {
  code: 'J20',
  title: 'Clients cannot register with the identity provider',
  severity: 'warning',
  security: false,
  written: '`provider: Okta`, `Entra` or `Authentik` without `clientId`, or no `provider` in front of Okta or Entra',
  happens: 'the gateway passes the registration of a client on to the identity provider, which refuses it; without `provider` it sends the client there itself. MCP clients that register by themselves cannot log in. Whether those of another issuer can is not in the manifests',
  instead: 'name the `provider`, register one client there and set its id as `clientId` (since 1.3), which the gateway then hands out',
  triggers: [mcpOAuthExample({ mcp: '{ provider: Okta }' }), mcpOAuthExample({ mcp: '{ provider: Entra }' }),
    mcpOAuthExample({ mcp: '{ clientId: 0oa1 }', issuer: 'https://tenant.okta.com/oauth2/default' })],
  nearMisses: [mcpOAuthExample({ mcp: '{ provider: Okta, clientId: 0oa1 }' }), mcpOAuthExample({ mcp: '{ provider: Keycloak }' }),
    mcpOAuthExample({ mcp: '{ resourceMetadata: { resource: https://mcp.example.com/mcp } }' })],
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, '1.3') ? [] : [
    ...jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => jwt.mcp ? findings(targetVersion, manifest, [...field, 'mcp'], { ...jwt.mcp, issuer: jwt.providers[0].issuer }) : []),
    ...mcpAuthentications(manifests).flatMap(({ manifest, field, authentication }) => findings(targetVersion, manifest, field, authentication)),
  ],
};

interface McpOAuth {
  readonly provider?: string;
  readonly clientId?: string;
  readonly issuer?: string;
}

function findings(
  targetVersion: TargetVersion, manifest: Manifest, field: FieldPath, { provider = '', clientId, issuer = '' }: McpOAuth,
): readonly RuleFinding[] {
  if (provider === '') {
    const known = KNOWN_ISSUERS.find(({ of, since }) => of.test(issuer) && !isBefore(targetVersion, since));
    return known === undefined ? [] : [{
      manifest,
      field,
      message: `without \`provider\` clients are sent to issuer \`${issuer}\` itself, which lets no MCP client register by itself`,
      help: `write \`provider: ${known.provider}\`, with the id of a client that is registered there as \`clientId\``,
    }];
  }
  return clientId !== undefined || !NEED_CLIENT_ID.has(provider) ? [] : [{
    manifest,
    field: [...field, 'provider'],
    message: `provider \`${provider}\` lets no MCP client register by itself, and there is no \`clientId\` to hand out`,
    help: 'register one client with the provider and set its id as `clientId`',
  }];
}
