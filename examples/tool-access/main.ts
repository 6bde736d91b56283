// Which team may use which tools of one MCP server.
//
// The claim `team` of the token decides: support and engineering read tickets and comment on them, engineering closes them too, audit only reads.
// Other teams are turned away. Nobody deletes tickets by way of an agent, as no rule allows that. Prompts and resources are for all three teams.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpCatalog, McpGateway, McpTarget, PromptsAndResources, ToolPolicy } from 'cdk8s-mcp-gateway';

const app = new App();
const chart = new Chart(app, 'tool-access', { namespace: 'mcp' });

const tickets = new McpBackend(chart, 'tickets', {
  metadata: { name: 'tickets' },
  targets: [McpTarget.serviceName('tickets', 8000, { namespace: 'helpdesk' })],
});
const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
gateway.addRoute('/mcp', tickets, { metadata: { name: 'tickets' } });

const team = ClaimRule.claim('team');

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
  allow: [team.oneOf('support', 'engineering', 'audit')],
});
new ToolPolicy(chart, 'tools', {
  metadata: { name: 'tools' },
  target: tickets,
  allow: [
    ClaimRule.allOf(team.oneOf('support', 'engineering', 'audit'), ClaimRule.tool('list_tickets', 'get_ticket')),
    ClaimRule.allOf(team.oneOf('support', 'engineering'), ClaimRule.tool('comment_ticket')),
    ClaimRule.allOf(team.equals('engineering'), ClaimRule.tool('close_ticket')),
  ],
  promptsAndResources: PromptsAndResources.ALLOW,
  catalog: McpCatalog.fromFile(join(__dirname, 'tools.json')), // what the server answers to tools/list: a misspelled tool fails here, not in use
});

app.synth();
