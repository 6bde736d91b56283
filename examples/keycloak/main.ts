// Keycloak in the cluster, and MCP clients that log in by themselves.
//
// The gateway fetches Keycloak's keys, and tells MCP clients that come without a token where to get one (OAuth). Users log in to the realm
// `company`; members of the group `users` may use the MCP server, others may not. Web pages of the MCP Inspector may call it too.
import { App, Chart } from 'cdk8s';
import { BackendReference, ClaimRule, IdentityProvider, JwtPolicy, Jwks, McpBackend, McpGateway, McpListener, McpTarget } from 'cdk8s-mcp-gateway';
import { Secret } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'keycloak', { namespace: 'mcp' });

const certificate = Secret.fromSecretName(chart, 'certificate', 'mcp-example-com-tls');
const gateway = new McpGateway(chart, 'gateway', {
  metadata: { name: 'agentgateway-proxy' },
  listeners: [McpListener.https(certificate, { hostname: 'mcp.example.com' })],
});
const tickets = new McpBackend(chart, 'tickets', {
  metadata: { name: 'tickets' },
  targets: [McpTarget.serviceName('tickets', 8000, { namespace: 'helpdesk' })],
});
const route = gateway.addRoute('/mcp', tickets, {
  metadata: { name: 'tickets' },
  cors: { allowOrigins: ['http://localhost:6274'] },
});

const keycloak = BackendReference.fromServiceName('keycloak', 8080, 'keycloak');
const resource = 'https://mcp.example.com/mcp';
new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: route,
  providers: [{
    issuer: 'https://keycloak.example.com/realms/company',
    audiences: [resource],
    jwks: Jwks.fromReference(keycloak, '/realms/company/protocol/openid-connect/certs'),
  }],
  mcp: { resource, identityProvider: IdentityProvider.KEYCLOAK, scopes: ['openid', 'groups'], bearerMethods: ['header'] },
  allow: [ClaimRule.claim('groups').contains('users')],
});

app.synth();
