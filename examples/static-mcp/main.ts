// An MCP server in the cluster, for the people of the company.
//
// The ticket server runs as a Deployment with a Service; the gateway serves it at /mcp. Whoever has a token of the company's identity
// provider for this gateway, and is an employee there, may use everything that it offers. Contractors and strangers may not.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget } from 'cdk8s-mcp-gateway';
import { Deployment } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'static-mcp', { namespace: 'mcp' });

const deployment = new Deployment(chart, 'tickets', {
  metadata: { name: 'tickets' },
  replicas: 1, // an MCP session lives in the pod that opened it
  containers: [{ image: 'registry.example.com/tickets-mcp:1.4.0', portNumber: 8000 }],
});
const service = deployment.exposeViaService({ name: 'tickets', ports: [{ port: 80, targetPort: 8000 }] });

const tickets = new McpBackend(chart, 'tickets-backend', {
  metadata: { name: 'tickets' },
  targets: [McpTarget.service(service)],
});
const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
gateway.addRoute('/mcp', tickets, { metadata: { name: 'tickets' } });

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
  allow: [ClaimRule.claim('employment').equals('employee')],
});

app.synth();
