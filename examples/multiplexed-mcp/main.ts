// Several MCP servers that clients see as one.
//
// The calendar runs in the cluster, the wiki is a service of another company that gets a token from a Secret. Clients connect to /mcp once and
// see the tools of both, such as `calendar_find_slot` and `wiki_search`. All staff may search the wiki; the calendar is for assistants.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { BackendCredentials, ClaimRule, FailureMode, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget, PrefixMode, ToolPolicy } from 'cdk8s-mcp-gateway';
import { Secret } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'multiplexed-mcp', { namespace: 'mcp' });

// kubectl create secret generic wiki-token -n mcp --from-literal=Authorization=…
const token = Secret.fromSecretName(chart, 'wiki-token', 'wiki-token');
const office = new McpBackend(chart, 'office', {
  metadata: { name: 'office' },
  targets: [
    McpTarget.serviceName('calendar', 8000, { namespace: 'calendar' }),
    McpTarget.host('mcp.wiki.example', { name: 'wiki', tls: true, credentials: BackendCredentials.fromSecret(token) }),
  ],
  prefixMode: PrefixMode.ALWAYS, // names stay as they are if a server goes or comes
  failureMode: FailureMode.FAIL_OPEN, // if one server is down, the tools of the other are still there
});
const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
gateway.addRoute('/mcp', office, { metadata: { name: 'office' } });

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
  allow: [ClaimRule.claim('groups').contains('staff')],
});
// rules use the names that the servers themselves give their tools, without the prefix
new ToolPolicy(chart, 'tools', {
  metadata: { name: 'tools' },
  target: office,
  allow: [
    ClaimRule.allOf(ClaimRule.target('wiki'), ClaimRule.tool('search')),
    ClaimRule.allOf(ClaimRule.target('calendar'), ClaimRule.claim('groups').contains('assistants')),
  ],
});

app.synth();
