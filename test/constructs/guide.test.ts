import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { Synthesized } from './support';
import {
  AllowedRoutes, BackendCredentials, ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpListener, McpRoute, McpTarget, PathMatch, ToolPolicy,
} from '../../src';

const guideFolder = join(__dirname, '..', 'fixtures', 'guide');
const jwksFile = join(__dirname, '..', '..', 'examples', 'secure-github-mcp', 'jwks.json');
const seedFile = join(__dirname, '..', '..', '..', 'shared', 'seed', 'secure-access-to-mcp-servers.txt');

function guideObjects(file: string): Synthesized[] {
  return parseAllDocuments(readFileSync(join(guideFolder, file), 'utf8')).map((document) => document.toJS());
}

function guideChart(): Chart {
  return new Chart(Testing.app(), 'guide', { namespace: 'agentgateway-system' });
}

/** The guide asks for no audience; the policy says why, where the command `check` reads it, and nothing else may differ. */
const anyAudience = 'the tokens of the guide carry no audience';
const acknowledged = { 'cdk8s-mcp-gateway.dev/acknowledge': `J08: ${anyAudience}` };

interface GuideSteps {
  readonly allow?: ClaimRule[];
  readonly allowTools?: ClaimRule[];
}

/** The guide and its prerequisites, as literally as the constructs can say them. */
function guideApp({ allow, allowTools }: GuideSteps): Chart {
  const chart = guideChart();
  const gateway = new McpGateway(chart, 'gateway', {
    metadata: { name: 'agentgateway-proxy' },
    listeners: [McpListener.http({ allowedRoutes: AllowedRoutes.all() })],
  });
  const github = new McpBackend(chart, 'github', {
    metadata: { name: 'github-mcp-backend' },
    targets: [McpTarget.host('api.githubcopilot.com', { name: 'mcp-target', path: '/mcp/', tls: true })],
  });
  new McpRoute(chart, 'route', {
    metadata: { name: 'mcp-github' },
    gateway,
    rules: [{
      paths: [PathMatch.prefix('/mcp-github')],
      backend: github,
      cors: { allowOrigins: ['http://localhost:8080'], allowHeaders: ['*'], allowMethods: ['*'], exposeHeaders: [] },
      requestHeaders: { set: { Authorization: 'Bearer token-from-the-shell' } },
    }],
  });
  new JwtPolicy(chart, 'jwt', {
    metadata: { name: 'jwt' },
    target: gateway,
    providers: [{ issuer: 'solo.io', anyAudience, jwks: Jwks.fromFile(jwksFile) }],
    allow,
    requireIssuerAndAudience: false,
  });
  if (allowTools) new ToolPolicy(chart, 'tools', { metadata: { name: 'jwt-rbac' }, target: github, allow: allowTools });
  return chart;
}

const isAlice = ClaimRule.claim('sub').equals('alice');

test.each<[string, GuideSteps, string[]]>([
  ['tokens are validated', {}, ['jwt-authentication.yaml']],
  ['access is authorized by claims', { allow: [isAlice] }, ['jwt-authorization.yaml']],
  ['access to tools is authorized', { allowTools: [ClaimRule.allOf(isAlice, ClaimRule.tool('get_me'))] }, ['jwt-authentication.yaml', 'tool-access.yaml']],
])('the manifests of the guide come out field by field where %s', (_, steps, policies) => {
  const expected = ['gateway.yaml', 'github-over-https.yaml', ...policies].flatMap(guideObjects).map((object) => (
    object.metadata.name === 'jwt' ? { ...object, metadata: { ...object.metadata, annotations: acknowledged } } : object
  ));

  expect(Testing.synth(guideApp(steps))).toStrictEqual(expected);
});

test('the GitHub token comes from a Secret unless it is written down', () => {
  const chart = guideChart();
  const token = Secret.fromSecretName(chart, 'token', 'github-token');
  new McpBackend(chart, 'github', {
    targets: [McpTarget.host('api.githubcopilot.com', { name: 'mcp-target', path: '/mcp/', tls: true, credentials: BackendCredentials.fromSecret(token) })],
  });

  expect(Testing.synth(chart)[0].spec.mcp.targets[0].static.policies).toStrictEqual({
    auth: { secretRef: { name: 'github-token' } },
    tls: { sni: 'api.githubcopilot.com' },
  });
});

test('the example of the README needs nothing more', () => {
  const chart = guideChart();
  const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
  const github = new McpBackend(chart, 'github', { targets: [McpTarget.host('api.githubcopilot.com', { path: '/mcp/', tls: true })] });
  gateway.addRoute('/mcp-github', github);
  new JwtPolicy(chart, 'jwt', {
    target: gateway,
    providers: [{ issuer: 'solo.io', audiences: ['mcp-github'], jwks: Jwks.fromFile(jwksFile) }],
    allow: [ClaimRule.claim('sub').equals('alice')],
  });

  expect(Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toStrictEqual([
    'Gateway agentgateway-system/agentgateway-proxy',
    expect.stringMatching(/^HTTPRoute agentgateway-system\/guide-gateway-route-mcp-github-/),
    expect.stringMatching(/^AgentgatewayBackend agentgateway-system\/guide-github-/),
    expect.stringMatching(/^AgentgatewayPolicy agentgateway-system\/guide-jwt-/),
    expect.stringMatching(/^AgentgatewayPolicy agentgateway-system\/guide-jwt-.*-require$/),
  ]);
});

const seed = readIfThere(seedFile);
(seed === undefined ? test.skip : test)('the key set of the example is that of the guide, byte for byte (needs `../shared`)', () => {
  expect(seed).toContain(`inline: '${readFileSync(jwksFile, 'utf8')}'`);
});

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
