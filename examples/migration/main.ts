// From hand-written YAML to constructs, a policy at a time.
//
// A gateway serves the tickets to support and engineering: support reads them, engineering may use everything. `Include` takes the YAML in as it is,
// and already then everything is checked at synthesis. Each step puts a construct in the place of a file; what comes out stays the same.
import { join } from 'node:path';
import { App, Chart, Include } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, ToolPolicy } from 'cdk8s-mcp-gateway';

// how far the migration has come: 0 is all YAML, with 1 the rules for tools are constructs, with 2 those for tokens too
const step = Number(process.env.MIGRATION_STEP ?? '2');

const app = new App();
const chart = new Chart(app, 'migration', { namespace: 'mcp' });
const team = ClaimRule.claim('team');

// what stays YAML is named where a construct needs it
include('gateway');
const gateway = McpGateway.fromGatewayName(chart, 'agentgateway-proxy', 'agentgateway-proxy');
const tickets = McpBackend.fromBackendName(chart, 'tickets', 'tickets');

if (step < 1) {
  include('tools');
} else {
  new ToolPolicy(chart, 'tools', {
    metadata: { name: 'tools' },
    target: tickets,
    allow: [
      ClaimRule.allOf(team.equals('support'), ClaimRule.tool('list_tickets', 'get_ticket')),
      team.equals('engineering'),
    ],
  });
}

if (step < 2) {
  include('tokens');
} else {
  // the second policy of the file comes by itself: a token needs `iss` and `aud`
  new JwtPolicy(chart, 'jwt', {
    metadata: { name: 'jwt' },
    target: gateway,
    providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
    allow: [team.oneOf('support', 'engineering')],
  });
}

app.synth();

function include(name: string): void {
  new Include(chart, name, { url: join(__dirname, 'hand-written', `${name}.yaml`) });
}
