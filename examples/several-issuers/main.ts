// Two identity providers at one gateway.
//
// The company's own provider vouches for its employees, a partner's for the people of the partner. What a claim is worth depends on who says it:
// employees may use every tool, people of the partner with the role `auditor` may read reports, and nobody becomes an employee by a partner's token.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget, ToolPolicy } from 'cdk8s-mcp-gateway';

const app = new App();
const chart = new Chart(app, 'several-issuers', { namespace: 'mcp' });

const reports = new McpBackend(chart, 'reports', {
  metadata: { name: 'reports' },
  targets: [McpTarget.serviceName('reports', 8000, { namespace: 'finance' })],
});
const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
gateway.addRoute('/mcp', reports, { metadata: { name: 'reports' } });

const company = { issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'employees.jwks.json')) };
const partner = { issuer: 'https://id.partner.example', audiences: ['example-reports'], jwks: Jwks.fromFile(join(__dirname, 'partner.jwks.json')) };

// each rule says whose token it is about
const isEmployee = ClaimRule.allOf(ClaimRule.claim('iss').equals(company.issuer), ClaimRule.claim('employment').equals('employee'));
const isAuditor = ClaimRule.allOf(ClaimRule.claim('iss').equals(partner.issuer), ClaimRule.claim('roles').contains('auditor'));

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  providers: [company, partner],
  allow: [isEmployee, isAuditor],
});
new ToolPolicy(chart, 'tools', {
  metadata: { name: 'tools' },
  target: reports,
  allow: [isEmployee, ClaimRule.allOf(isAuditor, ClaimRule.tool('list_reports', 'read_report'))],
});

app.synth();
