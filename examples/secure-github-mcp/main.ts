import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { AllowedRoutes, BackendCredentials, ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpListener, McpTarget, ToolPolicy } from 'cdk8s-mcp-gateway';
import { Secret } from 'cdk8s-plus-28';

// the guide's stages apply their policies one at a time; anything else in GUIDE_STAGE, or nothing, applies all of them
const stage = process.env.GUIDE_STAGE;
const onlyAlice = stage !== 'authentication' && stage !== 'tools';
const toolAccess = stage !== 'authentication' && stage !== 'authorization';

const app = new App();
const chart = new Chart(app, 'secure-github-mcp', { namespace: 'agentgateway-system' });

const gateway = new McpGateway(chart, 'gateway', {
  metadata: { name: 'agentgateway-proxy' },
  listeners: [McpListener.http({ allowedRoutes: AllowedRoutes.all() })],
});

// kubectl create secret generic github-token -n agentgateway-system --from-literal=Authorization=ghp_…
const token = Secret.fromSecretName(chart, 'github-token', 'github-token');
const github = new McpBackend(chart, 'github', {
  metadata: { name: 'github-mcp-backend' },
  targets: [
    McpTarget.host('api.githubcopilot.com', { name: 'mcp-target', path: '/mcp/', tls: true, credentials: BackendCredentials.fromSecret(token) }),
  ],
});
gateway.addRoute('/mcp-github', github, {
  metadata: { name: 'mcp-github' },
  cors: { allowOrigins: ['http://localhost:8080'] },
});

new JwtPolicy(chart, 'jwt', {
  metadata: { name: 'jwt' },
  target: gateway,
  providers: [{
    issuer: 'solo.io',
    jwks: Jwks.fromFile(join(__dirname, 'jwks.json')),
    anyAudience: 'the tokens of the guide carry no audience',
  }],
  allow: onlyAlice ? [ClaimRule.claim('sub').equals('alice')] : undefined,
});

if (toolAccess) {
  new ToolPolicy(chart, 'tools', {
    metadata: { name: 'jwt-rbac' },
    target: github,
    allow: [ClaimRule.allOf(ClaimRule.claim('sub').equals('alice'), ClaimRule.tool('get_me'))],
  });
}

app.synth();
