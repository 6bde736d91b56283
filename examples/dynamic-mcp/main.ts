// MCP servers that are found by a label.
//
// Every Service with the label `mcp: internal` becomes a target of one backend: a team that deploys another MCP server labels its Service, and
// nothing changes here. Staff may use all of them, except that the tool `change_settings`, whichever server has it, is for administrators.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget, ToolPolicy } from 'cdk8s-mcp-gateway';
import { k8s } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'dynamic-mcp', { namespace: 'mcp' });

// the label is that of the Service, not of its pods, and `appProtocol` says at which port MCP is spoken
new k8s.KubeService(chart, 'tickets', {
  metadata: { name: 'tickets', labels: { mcp: 'internal' } },
  spec: { selector: { app: 'tickets' }, ports: [{ port: 8000, appProtocol: 'agentgateway.dev/mcp' }] },
});

const internal = new McpBackend(chart, 'internal', {
  metadata: { name: 'internal' },
  targets: [McpTarget.selector('internal', { services: { mcp: 'internal' } })],
});
const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
gateway.addRoute('/mcp', internal, { metadata: { name: 'internal' } });

const isIn = (group: string) => ClaimRule.claim('groups').contains(group);

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
  allow: [isIn('staff')],
});
new ToolPolicy(chart, 'tools', {
  metadata: { name: 'tools' },
  target: internal,
  deny: [ClaimRule.allOf(ClaimRule.tool('change_settings'), ClaimRule.not(isIn('administrators')))],
});

app.synth();
