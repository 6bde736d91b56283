// One gateway, one namespace a team.
//
// The platform team owns the gateway: it decides whose tokens are taken, before any route is looked at, and gives each team a host name. A team owns
// its namespace, with its MCP server, its route and its policy: its members may use the server, others may not. All teams share the platform's wiki.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  AllowedRoutes, ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpListener, McpRoute, McpTarget, PathMatch, PolicyPhase, TrafficPolicy,
} from 'cdk8s-mcp-gateway';
import { Namespace, Service } from 'cdk8s-plus-28';

const app = new App();

const platform = new Chart(app, 'platform', { namespace: 'agentgateway-system' });
const gateway = new McpGateway(platform, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
new JwtPolicy(platform, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  phase: PolicyPhase.PRE_ROUTING, // no policy of a team can take its place
  providers: [{ issuer: 'https://login.example.com', audiences: ['mcp-gateway'], jwks: Jwks.fromFile(join(__dirname, 'jwks.json')) }],
});
const wiki = new McpBackend(platform, 'wiki', {
  metadata: { name: 'wiki' },
  targets: [McpTarget.serviceName('wiki', 8000, { namespace: 'wiki' })],
});

const namespaces = new Chart(app, 'namespaces');

for (const team of ['payments', 'search']) {
  // every namespace has a label with its name: no team can take requests for the host of another
  gateway.addListener(McpListener.http({
    name: team,
    hostname: `${team}.mcp.example.com`,
    allowedRoutes: AllowedRoutes.fromNamespacesWithLabels({ 'kubernetes.io/metadata.name': team }),
  }));
  new Namespace(namespaces, team, { metadata: { name: team } });

  const chart = new Chart(app, team, { namespace: team });
  const service = new Service(chart, 'service', { metadata: { name: 'mcp-server' }, ports: [{ port: 8000 }] });
  service.selectLabel('app', 'mcp-server');
  const server = new McpBackend(chart, 'server', {
    metadata: { name: 'server' },
    targets: [McpTarget.service(service)],
  });
  const route = new McpRoute(chart, 'route', {
    metadata: { name: 'mcp' },
    gateway,
    listener: team,
    rules: [
      { paths: [PathMatch.prefix('/mcp')], backend: server },
      { paths: [PathMatch.prefix('/wiki')], backend: wiki }, // in another namespace, which a ReferenceGrant permits
    ],
  });
  new TrafficPolicy(chart, 'members', {
    metadata: { name: 'members' },
    target: route,
    allow: [ClaimRule.claim('team').equals(team)],
  });
}

app.synth();
