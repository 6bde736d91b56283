import { ALICE_JWT } from '../../fixtures/guide';
import { gatewayYaml } from '../support/gateway-yaml';
import { INITIALIZE } from '../support/mcp-requests';
import { rawExchange } from '../support/raw-exchange';
import { answerResult, ScriptedBackend, startScriptedBackend } from '../support/scripted-backend';
import { startTestProxy, TestProxy } from '../support/start-test-proxy';

let backend: ScriptedBackend;
let strict: TestProxy;
let faithful: TestProxy;

beforeAll(async () => {
  backend = await startScriptedBackend(answerResult({}));
  const yaml = gatewayYaml({ port: backend.port });
  strict = await startTestProxy(yaml);
  faithful = await startTestProxy(yaml, { profile: '1.4' });
});

beforeEach(() => {
  backend.received.length = 0;
});

afterAll(async () => {
  await Promise.all([strict.close(), faithful.close()]);
  await backend.close();
});

const BODY = JSON.stringify(INITIALIZE);
const CREDENTIAL = `authorization: Bearer ${ALICE_JWT}`;
const USUAL = ['host: localhost', CREDENTIAL, 'accept: application/json, text/event-stream', 'content-type: application/json', 'connection: close'];

function initialize(lines: readonly string[], requestLine = 'POST /mcp-github HTTP/1.1'): string {
  return [requestLine, ...lines, `content-length: ${BODY.length}`, '', BODY].join('\r\n');
}

function withHeaders(...more: readonly string[]): string {
  return initialize([...USUAL, ...more]);
}

function without(name: string, ...more: readonly string[]): string {
  return initialize([...USUAL.filter((line) => !line.startsWith(`${name}:`)), ...more]);
}

function chunked(encoding: string, requestLine?: string): string {
  const lines = [requestLine ?? 'POST /mcp-github HTTP/1.1', ...USUAL, encoding, '', `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`];
  return lines.join('\r\n');
}

function statusOf(answer: string): number | 'closed' {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]) || 'closed';
}

function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}

test('the request that the others are made of is served, also with a chunked body and through an expectation', async () => {
  for (const proxy of [strict, faithful]) {
    expect(statusOf(await rawExchange(proxy.port, withHeaders()))).toBe(200);
    expect(statusOf(await rawExchange(proxy.port, chunked('transfer-encoding: chunked')))).toBe(200);
    expect(statusOf(await rawExchange(proxy.port, chunked('transfer-encoding: Chunked')))).toBe(200);
    const answer = await rawExchange(proxy.port, withHeaders('expect: 100-continue'));
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  }
});

describe('a request that two parsers could read differently is refused in every profile and never reaches the backend', () => {
  test.each<string[]>([
    ['content-length and transfer-encoding', withHeaders('transfer-encoding: chunked')],
    ['two content-lengths', withHeaders('content-length: 5')],
    ['a content-length with a sign', initialize(USUAL).replace(`content-length: ${BODY.length}`, `content-length: +${BODY.length}`)],
    ['gzip before chunked', chunked('transfer-encoding: gzip, chunked'), 'the only transfer encoding served is chunked'],
    ['chunked in two headers', chunked('transfer-encoding: chunked\r\ntransfer-encoding: chunked')],
    ['chunked before identity', chunked('transfer-encoding: chunked, identity')],
    ['HTTP/1.0', initialize(USUAL, 'POST /mcp-github HTTP/1.0'), 'only HTTP/1.1 is served'],
    ['HTTP/1.0 with chunks', chunked('transfer-encoding: chunked', 'POST /mcp-github HTTP/1.0')],
    ['HTTP/2.0 in the request line', initialize(USUAL, 'POST /mcp-github HTTP/2.0')],
    ['two hosts', withHeaders('host: other'), 'more than one host header'],
    ['a folded header', withHeaders('x-a: b\r\n c')],
    ['a space before the colon', withHeaders('x-a : b')],
    ['a bare line feed', withHeaders('x-a: b\nx-c: d')],
    ['a control character in a header', withHeaders('x-a: \x01')],
    ['another expectation', withHeaders('expect: 200-ok'), 'the only expectation served is 100-continue'],
    ['a websocket upgrade', without('connection', 'connection: upgrade, close', 'upgrade: websocket'), 'protocol upgrades are not served'],
    ['a GET with a body', initialize(USUAL, 'GET /mcp-github HTTP/1.1'), 'a GET request with a body is not served'],
    ['a DELETE with a body', initialize(USUAL, 'DELETE /mcp-github HTTP/1.1'), 'a DELETE request with a body is not served'],
    ['101 headers and more', withHeaders(...Array.from({ length: 101 }, (_, index) => `x-${index}: y`)), 'more than 100 headers'],
    ['2500 tiny headers', withHeaders(...Array.from({ length: 2500 }, () => 'a:'))],
    ['20 KB of headers', withHeaders(`x-a: ${'b'.repeat(20_000)}`)],
    ['a lower-case method', initialize(USUAL, 'post /mcp-github HTTP/1.1')],
    ['no host', without('host'), 'processing failed: no authority or host'],
    ['an empty host', without('host', 'host:'), 'processing failed: no authority or host'],
    ['a host that is none', without('host', 'host: a b@c/d'), 'processing failed: no authority or host'],
    ['HTTP/2 prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03'],
  ])('%s', async (_, text, ...[body]: string[]) => {
    for (const proxy of [strict, faithful]) {
      const answer = await rawExchange(proxy.port, text);
      expect([400, 413, 417, 431, 503, 'closed']).toContain(statusOf(answer));
      if (body !== undefined) {
        expect(bodyOf(answer)).toBe(body);
      }
    }
    expect(backend.received).toEqual([]);
  });
});

test('missing host is answered as agentgateway answers it', async () => {
  expect(statusOf(await rawExchange(faithful.port, without('host')))).toBe(503);
});

test('CONNECT is answered 405 and opens no tunnel', async () => {
  const answer = await rawExchange(strict.port, 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: x\r\n\r\n');
  expect([statusOf(answer), bodyOf(answer)]).toEqual([405, 'method not allowed']);
  expect(strict.lines.at(-1)).toContain('http.method=CONNECT http.host=127.0.0.1:22 http.version=HTTP/1.1 http.status=405');
});

test('an offer of h2c is declined by serving HTTP/1.1', async () => {
  const answer = await rawExchange(strict.port, without('connection', 'connection: upgrade, http2-settings, close', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__'));
  expect(statusOf(answer)).toBe(200);
  expect(backend.received[0].headers).not.toHaveProperty('http2-settings');
  expect(backend.received[0].headers).not.toHaveProperty('upgrade');
});

describe('the path is taken as sent', () => {
  test.each([
    '/mcp-githubx', '/MCP-GITHUB', '/a/../mcp-github', '/mcp%2Dgithub', '/%2e/mcp-github', '//mcp-github', '/./mcp-github', '/x\\..\\mcp-github', '*',
  ])('%s is not found', async (path) => {
    for (const proxy of [strict, faithful]) {
      const answer = await rawExchange(proxy.port, initialize(USUAL, `POST ${path} HTTP/1.1`));
      expect([400, 404]).toContain(statusOf(answer));
    }
    expect(backend.received).toEqual([]);
  });

  test('whatever path the client sends, the backend sees its own', async () => {
    for (const path of ['/mcp-github/../admin?x=y', '/mcp-github//evil.example/', '/mcp-github/%2e%2e/admin']) {
      expect(statusOf(await rawExchange(faithful.port, initialize(USUAL, `POST ${path} HTTP/1.1`)))).toBe(200);
    }
    expect(backend.received.map((received) => received.path)).toEqual(['/mcp/', '/mcp/', '/mcp/']);
  });

  test('an absolute target names the host in 1.4 and is refused in strict', async () => {
    const text = initialize(USUAL, 'POST http://evil.example/mcp-github HTTP/1.1');
    expect(statusOf(await rawExchange(faithful.port, text))).toBe(200);
    expect(faithful.lines.at(-1)).toContain('http.host=evil.example http.path=/mcp-github ');
    const answer = await rawExchange(strict.port, text);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([400, 'the request target is not a path']);
  });
});

describe('credentials', () => {
  const second = `authorization: Bearer ${ALICE_JWT}`;

  test('of two, 1.4 reads the first, and strict refuses the request', async () => {
    const accepted = without('authorization', second, 'authorization: Bearer garbage');
    const missing = without('authorization', 'authorization: Basic x', second);
    expect(statusOf(await rawExchange(faithful.port, accepted))).toBe(200);
    expect(backend.received[0].headers).not.toHaveProperty('authorization');
    const answer = await rawExchange(faithful.port, missing);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([401, 'authentication failure: no bearer token found']);
    for (const text of [accepted, missing]) {
      const refused = await rawExchange(strict.port, text);
      expect([statusOf(refused), bodyOf(refused)]).toEqual([400, 'more than one authorization header']);
    }
  });

  test('named by Connection are gone before authentication', async () => {
    for (const proxy of [strict, faithful]) {
      const answer = await rawExchange(proxy.port, without('connection', 'connection: close, Authorization'));
      expect([statusOf(answer), bodyOf(answer)]).toEqual([401, 'authentication failure: no bearer token found']);
    }
  });

  test('in a trailer or in the query are none', async () => {
    const trailer = ['POST /mcp-github HTTP/1.1', ...USUAL.filter((line) => line !== CREDENTIAL), 'transfer-encoding: chunked', 'trailer: authorization', '',
      `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n${CREDENTIAL}\r\n\r\n`].join('\r\n');
    expect(statusOf(await rawExchange(strict.port, trailer))).toBe(401);
    const query = initialize(USUAL.filter((line) => line !== CREDENTIAL), `POST /mcp-github?a=b&access_token=${ALICE_JWT} HTTP/1.1`);
    expect(statusOf(await rawExchange(strict.port, query))).toBe(401);
    expect(strict.lines.at(-1)).toContain('http.path=/mcp-github?a=b&access_token=*** ');
  });
});

test('of a pipelined pair each request is judged on its own', async () => {
  const first = withHeaders().replace('connection: close\r\n', '');
  const answer = await rawExchange(strict.port, first + without('authorization'));
  expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 401']);
  expect(backend.received).toHaveLength(1);
});

test('the backend gets no hop-by-hop header, no host and no encoding of the client', async () => {
  await rawExchange(strict.port, withHeaders('te: trailers', 'keep-alive: 1', 'proxy-authorization: x', 'accept-encoding: gzip', 'x-twice: 1', 'x-twice: 2',
    'content-encoding: x', 'mcp-protocol-version: 2025-06-18'));
  const { headers, rawHeaders } = backend.received[0];
  for (const name of ['te', 'keep-alive', 'proxy-authorization', 'content-encoding', 'authorization', 'expect']) {
    expect(headers).not.toHaveProperty(name);
  }
  expect(headers).toMatchObject({
    'accept-encoding': 'identity', 'content-type': 'application/json', 'x-twice': '1', 'host': 'localhost', 'mcp-protocol-version': '2025-06-18',
  });
  expect(rawHeaders.filter((name) => name.toLowerCase() === 'content-length')).toHaveLength(1);
});

test('a client that is slow with its headers is cut off', async () => {
  expect(statusOf(await rawExchange(strict.port, 'POST /mcp-github HTTP/1.1\r\nhost: x\r\n'))).toBe(408);
}, 20_000);
