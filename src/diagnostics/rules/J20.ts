import { FieldPath, isBefore, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { mcpOAuthExample } from '../examples/mcp-oauth-example';
import { jwtPolicies } from '../lookup/jwt-policies';
import { mcpAuthentications } from '../lookup/mcp-authentications';

/** Providers with which a client cannot register by itself through the gateway. */
const NEED_CLIENT_ID = new Set(['Okta', 'Entra', 'Authentik']);

/** A provider that registers no clients, without a client id to hand out. */
export const J20: DiagnosticRule = {
  code: 'J20',
  title: 'Clients cannot register with the identity provider',
  severity: 'warning',
  security: false,
  written: '`provider: Okta`, `Entra` or `Authentik` without `clientId`',
  happens: 'the gateway passes the registration of a client on to the identity provider, which refuses it: MCP clients that register by themselves cannot log in',
  instead: 'register one client with the provider and set its id as `clientId` (since 1.3), which the gateway then hands out',
  triggers: [mcpOAuthExample({ mcp: '{ provider: Okta }' }), mcpOAuthExample({ mcp: '{ provider: Entra }' })],
  nearMisses: [mcpOAuthExample({ mcp: '{ provider: Okta, clientId: 0oa1 }' }), mcpOAuthExample({ mcp: '{ provider: Keycloak }' })],
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, '1.3') ? [] : [
    ...jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => findings(manifest, [...field, 'mcp'], jwt.mcp)),
    ...mcpAuthentications(manifests).flatMap(({ manifest, field, authentication }) => findings(manifest, field, authentication)),
  ],
};

function findings(
  manifest: Manifest, field: FieldPath, oauth: { readonly provider?: string; readonly clientId?: string } = {},
): readonly RuleFinding[] {
  const { provider = '', clientId } = oauth;
  return clientId !== undefined || !NEED_CLIENT_ID.has(provider) ? [] : [{
    manifest,
    field: [...field, 'provider'],
    message: `provider \`${provider}\` lets no MCP client register by itself, and there is no \`clientId\` to hand out`,
    help: 'register one client with the provider and set its id as `clientId`',
  }];
}
