import { isBefore } from '../../manifest';
import { DiagnosticRule } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { mcpAuthentications } from '../lookup/mcp-authentications';

/** The older way to authenticate MCP clients. */
export const J30: DiagnosticRule = {
  code: 'J30',
  title: 'The older MCP authentication fails open',
  severity: 'warning',
  security: false,
  written: '`backend.mcp.authentication` for a release since 1.1',
  happens: 'it is deprecated, and until its key set has been fetched the policy is not applied: requests pass unchecked',
  instead: 'use `traffic.jwtAuthentication` with `mcp`, which refuses requests as long as it has no keys',
  triggers: [policyExample('mcp-authn', 'AgentgatewayBackend', `
backend:
  mcp:
    authentication:
      issuer: https://idp.example.com
      audiences: [mcp]
      jwks: { jwksPath: /keys, backendRef: { name: idp, port: 8080 } }
`)],
  nearMisses: [jwtExample({ also: ['mcp: { provider: Keycloak }'] })],
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, '1.1') ? [] : mcpAuthentications(manifests).map(({ manifest, field }) => ({
    manifest,
    field,
    message: '`mcp.authentication` is deprecated, and lets requests pass unchecked until its key set has been fetched',
    help: 'move it to `traffic.jwtAuthentication` with `mcp`, on the route or the Gateway',
  })),
};
