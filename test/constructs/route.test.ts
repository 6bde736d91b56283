import { Duration } from 'cdk8s';
import { chartFor, jwks, rendered, served, synthesized } from './support';
import { HttpMethod, JwtPolicy, McpGateway, McpRoute, McpRouteRule, PathMatch, ValueMatch } from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const mcp = { resource: 'https://mcp.example.com/mcp' };
const providers = [{ issuer: 'https://idp.example.com', audiences: ['https://mcp.example.com/mcp'], jwks }];

function ruleOf(rule: Omit<McpRouteRule, 'backend'>): any {
  const chart = chartFor();
  const { gateway, backend } = served(chart);
  const withBackend = rule.redirect === undefined ? { backend } : {};
  new McpRoute(chart, 'other', { gateway, metadata: { name: 'other' }, rules: [{ ...withBackend, ...rule }] });
  return synthesized(chart, 'HTTPRoute').find(({ metadata }) => metadata.name === 'other')?.spec.rules[0];
}

function pathsOf(chart: Parameters<typeof rendered>[0], name: string): string[][] {
  const route = rendered(chart, 'HTTPRoute').find(({ metadata }) => metadata.name === name);
  return route?.spec.rules.map(({ matches }: { matches: { path: { value: string } }[] }) => matches.map(({ path }) => path.value));
}

describe('a rule of a route', () => {
  test('takes requests by path, headers, query and method together', () => {
    const rule = ruleOf({
      paths: [PathMatch.prefix('/a'), PathMatch.exact('/b')],
      headers: [ValueMatch.exact('x-team', 'dev')],
      queryParameters: [ValueMatch.regex('v', '[0-9]+')],
      method: HttpMethod.POST,
    });
    const conditions = {
      headers: [{ type: 'Exact', name: 'x-team', value: 'dev' }],
      queryParams: [{ type: 'RegularExpression', name: 'v', value: '[0-9]+' }],
      method: 'POST',
    };

    expect(rule.matches).toStrictEqual([
      { path: { type: 'PathPrefix', value: '/a' }, ...conditions }, { path: { type: 'Exact', value: '/b' }, ...conditions },
    ]);
  });

  test('takes every path if it says none', () => {
    expect(ruleOf({ headers: [ValueMatch.exact('x-team', 'dev')] }).matches).toStrictEqual([{ headers: [{ type: 'Exact', name: 'x-team', value: 'dev' }] }]);
    expect(ruleOf({}).matches).toBeUndefined();
  });

  test('rewrites and limits the time', () => {
    expect(ruleOf({
      paths: [PathMatch.prefix('/a')],
      rewrite: { hostname: 'tools.example.com', prefix: '/' },
      timeouts: { request: Duration.minutes(90), backendRequest: Duration.millis(1500) },
    })).toMatchObject({
      filters: [{ type: 'URLRewrite', urlRewrite: { hostname: 'tools.example.com', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
      timeouts: { request: '90m', backendRequest: '1500ms' },
    });
  });

  test('redirects in the place of a backend', () => {
    const rule = ruleOf({ redirect: { scheme: 'https', port: 443, path: '/new', statusCode: 308 } });

    expect(rule.backendRefs).toBeUndefined();
    expect(rule.filters).toStrictEqual([{
      type: 'RequestRedirect', requestRedirect: { scheme: 'https', port: 443, path: { type: 'ReplaceFullPath', replaceFullPath: '/new' }, statusCode: 308 },
    }]);
  });

  test.each<[string, McpRouteRule, string]>([
    ['neither a backend nor a redirect', {}, 'a rule has neither `backend` nor `redirect`'],
    ['two new paths', { redirect: { path: '/a', prefix: '/b' } }, '`redirect` has both `path` and `prefix`'],
    ['a status that does not redirect', { redirect: { statusCode: 200 } }, '`filters[0].requestRedirect.statusCode` must be one of'],
    ['a new prefix for two paths', { paths: [PathMatch.prefix('/a'), PathMatch.prefix('/b')], redirect: { prefix: '/c' } }, 'exactly one PathPrefix match must be specified'],
    ['a time for the backend that is longer than the whole', {
      redirect: {}, timeouts: { request: Duration.seconds(1), backendRequest: Duration.seconds(2) },
    }, 'backendRequest timeout cannot be longer than request timeout'],
    ['a path that no request has', { redirect: {}, paths: [PathMatch.prefix('/a//b')] }, "must not contain '//'"],
    ['an origin that is none', { redirect: {}, cors: { allowOrigins: ['example.com'] } }, '`filters[0].cors.allowOrigins[0]` must be an origin'],
    ['a header that is none', { redirect: {}, requestHeaders: { set: { 'a b': 'c' } } }, '`filters[0].requestHeaderModifier.set[0].name` must be an HTTP header name'],
  ])('is refused with %s', (_, rule, message) => {
    const { route } = served(chartFor());

    expect(() => route.addRule(rule)).toThrow(message);
  });

  test('is refused as the seventeenth', () => {
    const { route, backend } = served(chartFor());
    for (let count = 1; count < 16; count++) route.addRule({ backend, paths: [PathMatch.exact(`/${count}`)] });

    expect(() => route.addRule({ backend })).toThrow('the route would have 17 rules');
  });
});

test.each([
  ['no name of a header', () => ValueMatch.exact('a b', 'c'), '`name` is "a b", which is no header name'],
  ['no value', () => ValueMatch.exact('a', ''), '`value` has 0 characters'],
])('a match with %s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

describe('the OAuth metadata of MCP', () => {
  const metadata = ['/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-authorization-server/mcp'];

  test('is served on the routes of a gateway whose policy asks for it, whenever they are added', () => {
    const chart = chartFor();
    const { gateway, backend } = served(chart);
    new JwtPolicy(chart, 'jwt', { target: gateway, providers, mcp });
    gateway.addRoute('/later', backend, { metadata: { name: 'later' } });

    expect(pathsOf(chart, 'route')).toStrictEqual([['/mcp', ...metadata]]);
    expect(pathsOf(chart, 'later')).toStrictEqual([['/later', '/.well-known/oauth-protected-resource/later', '/.well-known/oauth-authorization-server/later']]);
    expect(() => synthesized(chart, 'HTTPRoute')).not.toThrow();
  });

  test('is served without the conditions that later requests fulfil', () => {
    const chart = chartFor();
    const { gateway, backend } = served(chart);
    const route = gateway.addRoute('/post', backend, { metadata: { name: 'post' }, method: HttpMethod.POST });
    new JwtPolicy(chart, 'jwt', { target: route, providers, mcp });

    expect(rendered(chart, 'HTTPRoute').find((each) => each.metadata.name === 'post')?.spec.rules[0].matches.map(({ method }: { method?: string }) => method))
      .toStrictEqual(['POST', undefined, undefined]);
  });

  test('is served on the rule alone whose policy asks for it', () => {
    const chart = chartFor();
    const { route, backend } = served(chart);
    route.addRule({ name: 'admin', backend, paths: [PathMatch.exact('/admin'), PathMatch.regex('/a.*')] });
    new JwtPolicy(chart, 'jwt', { target: route.rule('admin'), providers, mcp });

    expect(pathsOf(chart, 'route')).toStrictEqual([
      ['/mcp'], ['/admin', '/a.*', '/.well-known/oauth-protected-resource/admin', '/.well-known/oauth-authorization-server/admin'],
    ]);
  });

  test('is served on the routes of a listener whose policy asks for it', () => {
    const chart = chartFor();
    const { gateway, backend } = served(chart);
    new JwtPolicy(chart, 'jwt', { target: gateway.listener('http'), providers, mcp });
    gateway.addRoute('/of-listener', backend, { metadata: { name: 'of-listener' }, listener: 'http' });

    expect(pathsOf(chart, 'of-listener')[0]).toHaveLength(3);
  });

  test('is not added where the route takes it already, nor where nobody asks for it', () => {
    const chart = chartFor();
    const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'other' } });
    const { backend } = served(chart.node.tryFindChild('gateway') ? chartFor() : chart);
    const route = new McpRoute(chart, 'route', {
      gateway, metadata: { name: 'own' }, rules: [{ backend, paths: ['/mcp', ...metadata].map((path) => PathMatch.prefix(path)) }],
    });
    expect(pathsOf(chart, 'own')).toStrictEqual([['/mcp', ...metadata]]);
    new JwtPolicy(chart, 'jwt', { target: route, providers, mcp });

    expect(pathsOf(chart, 'own')).toStrictEqual([['/mcp', ...metadata]]);
  });
});
