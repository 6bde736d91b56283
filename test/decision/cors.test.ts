import { request } from './facts';
import { applyCors } from '../../src/decision/cors';
import { Cors } from '../../src/gateway';

const ORIGIN = 'http://localhost:8080';
const GUIDE: Cors = { allowOrigins: [ORIGIN], allowMethods: ['*'], allowHeaders: ['*'], exposeHeaders: [], allowCredentials: false, maxAge: 5 };

function preflight(origin: string, extra: [string, string][] = [['access-control-request-method', 'POST']]) {
  return request({ method: 'OPTIONS', headers: [['origin', origin], ...extra] });
}

test('a request without origin is left alone', () => {
  expect(applyCors(GUIDE, request({ method: 'OPTIONS' }))).toEqual({ kind: 'continue', headers: [] });
});

test('a preflight from an allowed origin is answered with what it asks for', () => {
  const facts = preflight(ORIGIN, [['access-control-request-method', 'POST'], ['access-control-request-headers', 'authorization,mcp-session-id']]);
  expect(applyCors(GUIDE, facts)).toEqual({
    kind: 'preflight',
    headers: [
      ['access-control-allow-origin', ORIGIN],
      ['access-control-allow-methods', 'POST'],
      ['access-control-allow-headers', 'authorization, mcp-session-id'],
      ['access-control-max-age', '5'],
    ],
  });
});

test('a preflight from another origin is answered without any CORS header', () => {
  expect(applyCors(GUIDE, preflight('http://evil.example'))).toEqual({ kind: 'preflight', headers: [] });
});

test('OPTIONS that is no preflight goes on when the origin is not allowed, and is answered when it is', () => {
  expect(applyCors(GUIDE, preflight('http://evil.example', []))).toEqual({ kind: 'continue', headers: [] });
  expect(applyCors(GUIDE, preflight(ORIGIN, [])).kind).toBe('preflight');
});

test('another request from an origin that is not allowed goes on without CORS headers', () => {
  expect(applyCors(GUIDE, request({ headers: [['origin', 'http://evil.example']] }))).toEqual({ kind: 'continue', headers: [] });
});

test('a request from an allowed origin gets its origin, credentials and exposed headers on whatever answer comes', () => {
  const cors: Cors = { ...GUIDE, allowCredentials: true, exposeHeaders: ['Mcp-Session-Id', 'X-Other'] };
  expect(applyCors(cors, request({ headers: [['origin', ORIGIN]] }))).toEqual({
    kind: 'continue',
    headers: [
      ['access-control-allow-origin', ORIGIN],
      ['access-control-allow-credentials', 'true'],
      ['access-control-expose-headers', 'Mcp-Session-Id,X-Other'],
    ],
  });
});

test('a wildcard without anything to echo is sent as it is, and left out where credentials are allowed', () => {
  const names = (cors: Cors) => applyCors(cors, preflight(ORIGIN)).headers.map(([name, value]) => `${name}: ${value}`);
  expect(names(GUIDE)).toContain('access-control-allow-headers: *');
  expect(names({ ...GUIDE, allowCredentials: true }).join('\n')).not.toContain('access-control-allow-headers');
});

test.each([
  ['http://localhost:8080', 'http://LOCALHOST:8080', true],
  ['http://localhost', 'http://localhost:80', true],
  ['https://a.example', 'https://a.example:443', true],
  ['https://a.example', 'http://a.example', false],
  ['https://*.example.com', 'https://a.example.com', true],
  ['https://*.example.com', 'https://a.b.example.com', true],
  ['https://*.example.com', 'https://example.com', false],
  ['https://*.example.com', 'https://evilexample.com', false],
  ['https://a.example', 'https://a.example.evil.com', false],
  ['*', 'https://anything.example', true],
  ['https://a.example', 'null', false],
  ['https://a.example', 'https://a.example/path', false],
  ['https://a.example', 'https://user@a.example', false],
])('allowed origin %s and request origin %s: %s', (allowed, origin, expected) => {
  const { headers } = applyCors({ ...GUIDE, allowOrigins: [allowed] }, request({ headers: [['origin', origin]] }));
  expect(headers.length > 0).toBe(expected);
});
