import { request } from './facts';
import { matchRoute } from '../../src/decision/match-route';
import { selectListener } from '../../src/decision/select-listener';
import { EffectiveListener, EffectiveRoute, RouteMatch } from '../../src/gateway';

const ORIGIN = { manifest: { object: { apiVersion: 'v1', kind: 'Test', metadata: { name: 'test' } } }, field: [] };
const NO_TRAFFIC = { authorization: [], other: [], ties: [] };

function match(path: RouteMatch['path'], more: Partial<RouteMatch> = {}): RouteMatch {
  return { path, headers: [], queryParams: [], ...more };
}

function prefix(value: string, more: Partial<RouteMatch> = {}): RouteMatch {
  return match({ type: 'PathPrefix', value }, more);
}

function route(name: string, matches: readonly RouteMatch[], hostnames: readonly string[] = []): EffectiveRoute {
  const key = { namespace: 'default', name };
  return { ...ORIGIN, key, hostnames, rules: [{ ...ORIGIN, route: key, matches, traffic: NO_TRAFFIC, backends: [] }] };
}

function listener(routes: readonly EffectiveRoute[], hostname?: string): EffectiveListener {
  return {
    ...ORIGIN, gateway: { namespace: 'default', name: 'gateway' }, name: hostname ?? 'any', port: 80, protocol: 'HTTP', hostname, preRouting: NO_TRAFFIC, routes, other: [],
  };
}

function chosen(routes: readonly EffectiveRoute[], changes: Parameters<typeof request>[0]): string | undefined {
  return matchRoute(listener(routes), request(changes))?.route.key.name;
}

test.each([
  ['/mcp-github', true],
  ['/mcp-github/', true],
  ['/mcp-github/x', true],
  ['/mcp-githubx', false],
  ['/MCP-GITHUB', false],
  ['/a/../mcp-github', false],
  ['/mcp%2Dgithub', false],
  ['//mcp-github', false],
])('the prefix /mcp-github and the path %s: %s', (path, expected) => {
  expect(chosen([route('github', [prefix('/mcp-github')])], { path })).toBe(expected ? 'github' : undefined);
});

test.each<[string, RouteMatch['path'], string, boolean]>([
  ['an exact path is compared byte by byte', { type: 'Exact', value: '/mcp' }, '/mcp/', false],
  ['an exact path matches itself', { type: 'Exact', value: '/mcp' }, '/mcp', true],
  ['the prefix / matches everything', { type: 'PathPrefix', value: '/' }, '/any/thing', true],
  ['a prefix may be written with a slash at its end', { type: 'PathPrefix', value: '/mcp/' }, '/mcp', true],
  ['a regular expression must span the path', { type: 'RegularExpression', value: '/mcp/[a-z]+' }, '/mcp/abc/d', false],
  ['a regular expression that spans the path matches', { type: 'RegularExpression', value: '/mcp/[a-z]+' }, '/mcp/abc', true],
  ['a regular expression that does not compile matches nothing', { type: 'RegularExpression', value: '/mcp/(' }, '/mcp/(', false],
])('%s', (_name, path, given, expected) => {
  expect(chosen([route('it', [match(path)])], { path: given })).toBe(expected ? 'it' : undefined);
});

test('the more specific match wins: host, kind of path, length, method, headers, query parameters', () => {
  const header = { name: 'X-Team', value: 'dev', type: 'Exact' as const };
  const routes = [
    route('regex', [match({ type: 'RegularExpression', value: '/mcp/.*' })]),
    route('short', [prefix('/')]),
    route('long', [prefix('/mcp')]),
    route('method', [prefix('/mcp', { method: 'POST' })]),
    route('header', [prefix('/mcp', { method: 'POST', headers: [header] })]),
    route('query', [prefix('/mcp', { method: 'POST', headers: [header], queryParams: [{ ...header, name: 'team' }] })]),
    route('exact', [match({ type: 'Exact', value: '/mcp/exact' })]),
    route('wildcard', [prefix('/')], ['*.example.com']),
    route('host', [prefix('/')], ['a.example.com']),
  ];
  const at = (path: string, changes: Parameters<typeof request>[0] = {}) => chosen(routes, { path, method: 'GET', ...changes });
  expect(at('/mcp/exact')).toBe('exact');
  expect(at('/mcp/x')).toBe('long');
  expect(at('/other')).toBe('short');
  expect(at('/mcp/x', { method: 'POST' })).toBe('method');
  expect(at('/mcp/x', { method: 'POST', headers: [['x-team', 'ops'], ['x-team', 'dev']] })).toBe('header');
  expect(at('/mcp/x', { method: 'POST', headers: [['x-team', 'dev']], query: 'team=ops&team=dev' })).toBe('query');
  expect(at('/mcp/x', { method: 'POST', headers: [['x-team', 'dev']], query: 'team=dev&team=ops' })).toBe('header');
  expect(at('/mcp/exact', { host: 'b.example.com' })).toBe('wildcard');
  expect(at('/mcp/exact', { host: 'A.Example.com' })).toBe('host');
});

test('of two equal matches the earlier one is taken', () => {
  expect(chosen([route('first', [prefix('/mcp')]), route('second', [prefix('/mcp')])], { path: '/mcp' })).toBe('first');
});

test('a listener is chosen by exact name, then the longest wildcard, then one without hostname', () => {
  const listeners = [undefined, '*.com', '*.example.com', 'a.example.com'].map((hostname) => listener([], hostname));
  const name = (host: string) => selectListener(listeners, host)?.name;
  expect(name('a.example.com')).toBe('a.example.com');
  expect(name('b.example.com')).toBe('*.example.com');
  expect(name('example.com')).toBe('*.com');
  expect(name('localhost')).toBe('any');
  expect(selectListener(listeners.slice(1), 'localhost')).toBeUndefined();
});
