// Tokens travel encrypted.
//
// The gateway ends TLS for mcp.example.com with a certificate from a Secret, for example one that cert-manager renews. Whoever still comes by
// plain HTTP is sent to HTTPS and reaches nothing else. Employees with a token for this gateway may use the MCP server.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpListener, McpRoute, McpTarget } from 'cdk8s-mcp-gateway';
import { Secret } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'https-listener', { namespace: 'mcp' });

// a Secret of type kubernetes.io/tls in the namespace of the gateway
const certificate = Secret.fromSecretName(chart, 'certificate', 'mcp-example-com-tls');
const hostname = 'mcp.example.com';
const gateway = new McpGateway(chart, 'gateway', {
  metadata: { name: 'agentgateway-proxy' },
  listeners: [McpListener.http({ hostname }), McpListener.https(certificate, { hostname })],
});

const tickets = new McpBackend(chart, 'tickets', {
  metadata: { name: 'tickets' },
  targets: [McpTarget.serviceName('tickets', 8000, { namespace: 'helpdesk' })],
});
gateway.addRoute('/mcp', tickets, { metadata: { name: 'tickets' }, listener: 'https' });

new McpRoute(chart, 'to-https', {
  metadata: { name: 'to-https' },
  gateway,
  listener: 'http',
  rules: [{ redirect: { scheme: 'https', port: 443, statusCode: 308 } }], // 308 keeps the method: MCP clients post
});

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway.listener('https'),
  providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
  allow: [ClaimRule.claim('employment').equals('employee')],
});

app.synth();
