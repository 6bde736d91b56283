import { map, member, struct, type JsiiClient, type Ref } from './jsii-client';

const ours = (name: string) => `cdk8s-mcp-gateway.${name}`;

/** What `app-in-typescript.ts` makes, as another language makes it. Arguments that are left out are null, as they are there. */
export async function appThroughJsii(jsii: JsiiClient, jwks: string): Promise<Ref> {
  const metadata = (data: Parameters<typeof struct>[1]) => struct('cdk8s.ApiObjectMetadata', data);
  const rule = (method: string, ...args: Parameters<JsiiClient['invoke']>[2][]) => jsii.make(ours('ClaimRule'), method, ...args);
  const claim = async (name: string | string[], method: string, ...args: string[]) => await jsii.invoke(await rule('claim', name), method, ...args) as Ref;

  const app = await jsii.create('cdk8s.App', null);
  const chart = await jsii.create('cdk8s.Chart', app, 'access', struct('cdk8s.ChartProps', { namespace: 'agentgateway-system', labels: map({ team: 'platform' }) }));

  const listener = await jsii.make(ours('McpListener'), 'http', struct(ours('McpListenerOptions'), {
    port: 8080,
    allowedRoutes: await jsii.make(ours('AllowedRoutes'), 'all'),
  }));
  const gateway = await jsii.create(ours('McpGateway'), chart, 'gateway', struct(ours('McpGatewayProps'), {
    metadata: metadata({ name: 'agentgateway-proxy' }),
    listeners: [listener],
    infrastructureLabels: map({ 'cost-center': 'ai', 'app': 'mcp' }),
    gatewayClassName: null,
  }));
  const token = await jsii.make('cdk8s-plus-28.Secret', 'fromSecretName', chart, 'token', 'github-token');
  const target = await jsii.make(ours('McpTarget'), 'host', 'api.githubcopilot.com', struct(ours('McpHostOptions'), {
    name: 'github',
    path: '/mcp/',
    tls: true,
    credentials: await jsii.make(ours('BackendCredentials'), 'fromSecret', token, null),
  }));
  const github = await jsii.create(ours('McpBackend'), chart, 'github', struct(ours('McpBackendProps'), {
    prefixMode: member(ours('PrefixMode/ALWAYS')),
    targets: [target],
  }));
  const route = await jsii.invoke(gateway, 'addRoute', '/mcp-github', github, struct(ours('AddRouteOptions'), {
    cors: struct(ours('Cors'), { allowOrigins: ['http://localhost:8080'] }),
  })) as Ref;

  const jwt = await jsii.create(ours('JwtPolicy'), chart, 'jwt', struct(ours('JwtPolicyProps'), {
    metadata: metadata({ name: 'jwt', annotations: map({ 'example.com/owner': 'security' }) }),
    target: route,
    providers: [struct(ours('JwtProvider'), { issuer: 'solo.io', audiences: ['mcp-github'], jwks: await jsii.make(ours('Jwks'), 'fromText', jwks) })],
    claims: map({ groups: 'list(string)' }),
    allow: [await claim('sub', 'equalTo', 'alice')],
  }));
  await jsii.invoke(jwt, 'allow', await rule('allOf', await claim('groups', 'contains', 'dev'), await rule('not', await claim(['act', 'sub'], 'exists'))));
  await jsii.invoke(await jsii.make(ours('Diagnostics'), 'of', jwt), 'acknowledge', 'J27', 'the keys are from the guide');

  await jsii.create(ours('ToolPolicy'), chart, 'tools', struct(ours('ToolPolicyProps'), {
    target: github,
    allow: [await rule('allOf', await claim('sub', 'oneOf', 'alice', 'carol'), await rule('tool', 'get_me'))],
  }));
  return app;
}
