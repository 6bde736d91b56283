import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  AllowedRoutes, BackendCredentials, ClaimRule, Diagnostics, JwtPolicy, Jwks, McpBackend, McpGateway, McpListener, McpTarget, PrefixMode, ToolPolicy,
} from '../../src';

/** The guide and a little more, with every kind of value that another language can pass: `app-through-jsii.ts` says the same. */
export function appInTypeScript(jwks: string): App {
  const app = new App();
  const chart = new Chart(app, 'access', { namespace: 'agentgateway-system', labels: { team: 'platform' } });

  const gateway = new McpGateway(chart, 'gateway', {
    metadata: { name: 'agentgateway-proxy' },
    listeners: [McpListener.http({ port: 8080, allowedRoutes: AllowedRoutes.all() })],
    infrastructureLabels: { 'cost-center': 'ai', 'app': 'mcp' },
  });
  const token = Secret.fromSecretName(chart, 'token', 'github-token');
  const github = new McpBackend(chart, 'github', {
    prefixMode: PrefixMode.ALWAYS,
    targets: [McpTarget.host('api.githubcopilot.com', { name: 'github', path: '/mcp/', tls: true, credentials: BackendCredentials.fromSecret(token) })],
  });
  const route = gateway.addRoute('/mcp-github', github, { cors: { allowOrigins: ['http://localhost:8080'] } });

  const jwt = new JwtPolicy(chart, 'jwt', {
    metadata: { name: 'jwt', annotations: { 'example.com/owner': 'security' } },
    target: route,
    providers: [{ issuer: 'solo.io', audiences: ['mcp-github'], jwks: Jwks.fromText(jwks) }],
    claims: { groups: 'list(string)' },
    allow: [ClaimRule.claim('sub').equals('alice')],
  });
  jwt.allow(ClaimRule.allOf(ClaimRule.claim('groups').contains('dev'), ClaimRule.not(ClaimRule.claim(['act', 'sub']).exists())));
  Diagnostics.of(jwt).acknowledge('J27', 'the keys are from the guide');

  new ToolPolicy(chart, 'tools', {
    target: github,
    allow: [ClaimRule.allOf(ClaimRule.claim('sub').oneOf('alice', 'carol'), ClaimRule.tool('get_me'))],
  });
  return app;
}
