// How many requests get through.
//
// Everybody with a token for this gateway may use both MCP servers, but not without end: each proxy lets 600 requests a minute through to the
// tickets. Searches are costly, so a rate limit service counts them for each person, whichever proxy they come to: 20 a minute.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { BackendReference, ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget, RateLimitUnit, TrafficPolicy } from 'cdk8s-mcp-gateway';
import { ConfigMap } from 'cdk8s-plus-28';

const app = new App();
const chart = new Chart(app, 'rate-limits', { namespace: 'mcp' });

const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
const tickets = new McpBackend(chart, 'tickets', { metadata: { name: 'tickets' }, targets: [McpTarget.serviceName('tickets', 8000, { namespace: 'helpdesk' })] });
const search = new McpBackend(chart, 'search', { metadata: { name: 'search' }, targets: [McpTarget.serviceName('search', 8000, { namespace: 'search' })] });
const ticketsRoute = gateway.addRoute('/tickets', tickets, { metadata: { name: 'tickets' } });
const searchRoute = gateway.addRoute('/search', search, { metadata: { name: 'search' } });

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
  allow: [ClaimRule.claim('sub').exists()], // a token without a subject could not be counted
});

new TrafficPolicy(chart, 'tickets-limit', {
  metadata: { name: 'tickets-limit' },
  target: ticketsRoute,
  rateLimit: { local: { requests: 600, unit: RateLimitUnit.MINUTES, burst: 100 } },
});

// the configuration of the rate limit service, which runs as the Service `ratelimit`; the names are those of the policy
new ConfigMap(chart, 'ratelimit-config', {
  metadata: { name: 'ratelimit-config' },
  data: {
    'config.yaml': [
      'domain: mcp',
      'descriptors:',
      '  - key: person',
      '    rate_limit: { unit: minute, requests_per_unit: 20 }',
      '',
    ].join('\n'),
  },
});
new TrafficPolicy(chart, 'search-limit', {
  metadata: { name: 'search-limit' },
  target: searchRoute,
  rateLimit: {
    global: {
      service: BackendReference.fromServiceName('ratelimit', 8081),
      domain: 'mcp',
      descriptors: [{ entries: [{ name: 'person', expression: 'jwt.sub' }] }],
    },
  },
});

app.synth();
