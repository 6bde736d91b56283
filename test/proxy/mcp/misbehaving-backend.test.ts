import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { AddressInfo, createServer } from 'node:net';
import { ALICE_JWT } from '../../fixtures/guide';
import { gatewayYaml, rules } from '../support/gateway-yaml';
import { ACCEPT, INITIALIZE, messagesOf, openSession, post, request } from '../support/mcp-requests';
import { answerResult, ReceivedRequest, ScriptedBackend, startScriptedBackend } from '../support/scripted-backend';
import { startTestProxy, TestProxy } from '../support/start-test-proxy';

type Script = (request: ReceivedRequest, response: ServerResponse) => void;

let script: Script;
let backend: ScriptedBackend;
let proxy: TestProxy;
let session: string;

beforeAll(async () => {
  backend = await startScriptedBackend((received, response) => script(received, response));
  proxy = await startTestProxy(gatewayYaml({ port: backend.port, backend: `mcp: { ${rules('Allow', 'mcp.tool.name == "echo"')} }` }));
});

beforeEach(async () => {
  script = answerResult({});
  session = await openSession(proxy.url);
  backend.received.length = 0;
});

afterAll(async () => {
  await proxy.close();
  await backend.close();
});

const AUTHORIZATION = { authorization: `Bearer ${ALICE_JWT}` };
const CALL = request('tools/call', { name: 'echo' });
const LIST = request('tools/list');
const SECRET = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"},{"name":"echo"}]}}';

function json(text: string): Script {
  return (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}

function events(text: string): Script {
  return (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text);
}

function streamGet(): Promise<Response> {
  return fetch(proxy.url, { headers: { ...AUTHORIZATION, 'mcp-session-id': session, 'accept': 'text/event-stream' } });
}

async function nextLine(): Promise<string> {
  const count = proxy.lines.length;
  while (proxy.lines.length === count) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return proxy.lines[count];
}

describe('what a backend answers', () => {
  test('in JSON goes to the client as an event', async () => {
    script = json('{\n"jsonrpc":"2.0","id":1,\n"result":{"n":1.50}}');
    const answer = await post(proxy.url, CALL, { session });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    expect(answer.body).toBe('event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{"n":1.5}}\n\n');
  });

  test('in JSON is filtered like events', async () => {
    script = json(SECRET);
    expect(messagesOf((await post(proxy.url, LIST, { session })).body)[0].result).toEqual({ tools: [{ name: 'echo' }] });
  });

  test.each([
    ['a JSON-RPC error', '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}'],
  ])('as %s goes to the client', async (_, text) => {
    script = json(text);
    expect(await post(proxy.url, CALL, { session })).toMatchObject({ status: 200, body: `event: message\ndata: ${text}\n\n` });
  });

  test('as an HTTP error goes to the client unchanged, without its session and its connection', async () => {
    script = (_, response) => response.writeHead(403, {
      'content-type': 'text/html', 'x-why': 'because', 'mcp-session-id': 'upstream-2', 'connection': 'keep-alive, x-hop', 'x-hop': '1',
    }).end('<b>no</b>');
    for (const message of [INITIALIZE, CALL, { jsonrpc: '2.0', method: 'notifications/x' }]) {
      const answer = await post(proxy.url, message, message === INITIALIZE ? {} : { session });
      expect([answer.status, answer.body]).toEqual([403, '<b>no</b>']);
      expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': 'text/html', 'x-why': 'because' });
      expect(answer.headers.has('mcp-session-id')).toBe(false);
      expect(answer.headers.has('x-hop')).toBe(false);
    }
  });

  test('as a redirection is not followed', async () => {
    script = (_, response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
    const answer = await fetch(proxy.url, {
      method: 'POST', redirect: 'manual', headers: { ...AUTHORIZATION, 'accept': ACCEPT, 'content-type': 'application/json' }, body: JSON.stringify(INITIALIZE),
    });
    expect(answer.status).toBe(307);
    expect(backend.received).toHaveLength(1);
  });

  test.each<[string, Script, string]>([
    ['202 to a request', (_, response) => response.writeHead(202).end(), 'unexpected \'accepted\' response'],
    ['204 to a request', (_, response) => response.writeHead(204).end(), 'unexpected \'accepted\' response'],
    ['JSON that is none', json('{"result":'), 'the answer of the server is not JSON'],
    ['no body', json(''), 'the answer of the server is not JSON'],
    ['HTML', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'unexpected content type of the server'],
    ['no content type', (_, response) => response.writeHead(200).end('x'), 'unexpected content type of the server'],
    ['a compressed body', (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }).end('x'),
      'the server sent an encoded answer that was not asked for'],
  ])('with %s is an error of the server, not 200', async (_, how, why) => {
    script = how;
    const answer = await post(proxy.url, LIST, { session });
    expect(answer.status).toBe(500);
    expect(answer.body).toBe(JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32603, message: `failed to send message: ${why}` } }));
    expect(proxy.lines.at(-1)).toContain('reason=UpstreamFailure');
  });

  test('with a session id that no header may hold opens no session', async () => {
    script = (_, response) => response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'a b' })
      .end('{"jsonrpc":"2.0","id":0,"result":{}}');
    const answer = await post(proxy.url, INITIALIZE);
    expect(answer.status).toBe(500);
    expect(answer.headers.has('mcp-session-id')).toBe(false);
  });
});

describe('a list cannot be smuggled past the filter', () => {
  test.each([
    ['in an event of several lines', 'data: {"jsonrpc":"2.0","id":1,\ndata: "result":{"tools":[{"name":"secret"},{"name":"echo"}]}}\n\n'],
    ['with carriage returns', `event: message\rdata: ${SECRET}\r\r`],
    ['with both line ends', `event: message\r\ndata:${SECRET}\r\n\r\n`],
    ['under another event name and with an id', `id: 7\nevent: other\ndata: ${SECRET}\n\n`],
    ['after a byte order mark', `\ufeffdata: ${SECRET}\n\n`],
    ['in a batch', `data: [${SECRET}]\n\n`],
    ['under another id', `data: ${SECRET.replace('"id":1', '"id":"1"')}\n\n`],
    ['with escapes', `data: ${SECRET.replace('"tools"', '"t\\u006fols"')}\n\n`],
    ['twice', `data: ${SECRET}\n\ndata: ${SECRET}\n\n`],
    ['under a repeated member', `data: ${SECRET.replace('"result":', '"result":{"tools":[]},"result":')}\n\n`],
    ['after an event of another kind', `: comment\nretry: 5\ndata: {"jsonrpc":"2.0","method":"notifications/x"}\n\ndata: ${SECRET}\n\n`],
    ['as text that is not JSON', `data: ${SECRET}}\n\n`],
  ])('%s', async (_, text) => {
    script = events(text);
    const answer = await post(proxy.url, LIST, { session });
    expect(answer.body).not.toContain('secret');
    expect(backend.received).toHaveLength(1);
  });

  test('in a GET stream that takes up an old answer', async () => {
    script = events(`id: 1\ndata: ${SECRET}\n\n`);
    const text = await (await streamGet()).text();
    expect(text).toContain('echo');
    expect(text).not.toContain('secret');
  });

  test('and other events pass as they came', async () => {
    const progress = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1.0}}';
    script = events(`: hello\n\nid: a-1\nevent: message\ndata: ${progress}\n\ndata: ${SECRET}\n\n`);
    const answer = await post(proxy.url, LIST, { session });
    expect(answer.body).toContain(`: hello\n\nid: a-1\nevent: message\ndata: ${progress}\n\n`);
  });
});

describe('a backend that goes away', () => {
  const broken = (message: string): string => `event: message\ndata: {"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"${message}"}}\n\n`;

  test('before it answers is 503', async () => {
    script = (_, response) => response.destroy();
    expect(await post(proxy.url, CALL, { session })).toMatchObject({ status: 503, body: 'upstream call failed: connection closed by the server' });
    expect(proxy.lines.at(-1)).toContain('error="upstream call failed: connection closed by the server" reason=UpstreamFailure');
  });

  test('in the middle of JSON is 503', async () => {
    script = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"jsonrpc":', () => response.destroy());
    };
    expect(await post(proxy.url, CALL, { session })).toMatchObject({ status: 503, body: 'upstream call failed: connection closed by the server' });
  });

  test('in the middle of a stream ends the stream with an error for the request', async () => {
    script = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"jsonrpc":"2.0","method":"notifications/x"}\n\n', () => response.destroy());
    };
    const { status, body } = await post(proxy.url, CALL, { session });
    expect(status).toBe(200);
    expect(body).toBe(`event: message\ndata: {"jsonrpc":"2.0","method":"notifications/x"}\n\n${broken('connection closed by the server')}`);
  });

  test('at the end of a stream without an answer too', async () => {
    script = events(': nothing\n\n');
    expect((await post(proxy.url, CALL, { session })).body).toBe(`: nothing\n\n${broken('upstream stream ended unexpectedly')}`);
  });

  test('after the answer is no error', async () => {
    script = events('data: {"jsonrpc":"2.0","id":1,"result":{}}\n\n');
    expect((await post(proxy.url, CALL, { session })).body).toBe('event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{}}\n\n');
  });

  test('before the answer is no error where the client can take the stream up again', async () => {
    script = events('id: 1\ndata:\n\n');
    expect((await post(proxy.url, CALL, { session })).body).toBe('id: 1\nevent: message\ndata: \n\n');
  });

  test('in the middle of an HTTP error breaks the answer off', async () => {
    script = (_, response) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.write('half', () => response.destroy());
    };
    await expect(post(proxy.url, CALL, { session })).rejects.toThrow();
  });

  test.each([
    ['garbage', 'garbage\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['endless headers', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(10_000)}\r\n`],
  ])('by talking %s instead of HTTP is 503', async (_, text) => {
    const server = createServer((socket) => socket.once('data', () => socket.end(text)).on('error', () => undefined));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const other = await startTestProxy(gatewayYaml({ port: (server.address() as AddressInfo).port }));
    const answer = await post(other.url, INITIALIZE).finally(() => other.close());
    server.close();
    expect(answer.status).toBe(503);
    expect(answer.body).toMatch(/^upstream call failed: (the server does not answer in HTTP|the answer has too many headers)$/);
  });

  test('and is down is 503', async () => {
    const other = await startTestProxy(gatewayYaml({ port: 1 }));
    const answers = await Promise.all([post(other.url, INITIALIZE), post(other.url, INITIALIZE, { token: null })]).finally(() => other.close());
    expect(answers).toMatchObject([{ status: 503, body: 'upstream call failed: connection refused' }, { status: 401 }]);
  });

  test('does not matter to a client that ends its session', async () => {
    script = (_, response) => response.destroy();
    const answer = await fetch(proxy.url, { method: 'DELETE', headers: { ...AUTHORIZATION, 'mcp-session-id': session } });
    expect(answer.status).toBe(202);
  });
});

describe('streams', () => {
  test('a stream without events yet has its headers, and each event comes when it is sent', async () => {
    let stream: ServerResponse | undefined;
    script = (_, response) => {
      stream = response.writeHead(200, { 'content-type': 'text/event-stream' });
      stream.flushHeaders();
    };
    const response = await streamGet();
    expect(response.status).toBe(200);
    const reader = response.body!.getReader();
    for (const data of ['{"n":1}', '{"n":2}']) {
      stream!.write(`data: ${data}\n\n`);
      expect(Buffer.from((await reader.read()).value!).toString()).toBe(`event: message\ndata: ${data}\n\n`);
    }
    stream!.end();
    expect((await reader.read()).done).toBe(true);
  });

  test('a client that leaves ends the call of the backend', async () => {
    const left: Promise<unknown>[] = [];
    script = (_, response) => {
      left.push(once(response, 'close'));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    };
    for (const start of [
      (signal: AbortSignal) => fetch(proxy.url, { signal, headers: { ...AUTHORIZATION, 'mcp-session-id': session, 'accept': 'text/event-stream' } }),
      (signal: AbortSignal) => fetch(proxy.url, {
        method: 'POST',
        signal,
        body: JSON.stringify(CALL),
        headers: { ...AUTHORIZATION, 'mcp-session-id': session, 'accept': ACCEPT, 'content-type': 'application/json' },
      }),
    ]) {
      const controller = new AbortController();
      await start(controller.signal);
      controller.abort();
      await left.at(-1);
    }
    expect(left).toHaveLength(2);
  });

  test('a client that leaves before the backend has answered ends the call too', async () => {
    const controller = new AbortController();
    const asked = new Promise<ServerResponse>((resolve) => {
      script = (_, response) => resolve(response);
    });
    const waiting = fetch(proxy.url, {
      method: 'POST',
      signal: controller.signal,
      body: JSON.stringify(CALL),
      headers: { ...AUTHORIZATION, 'mcp-session-id': session, 'accept': ACCEPT, 'content-type': 'application/json' },
    });
    const response = await asked;
    const closed = once(response, 'close');
    controller.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await closed;
    expect(response.writableEnded).toBe(false);
  });

  test('two hundred streams are open at a time, and calls still go through', async () => {
    const open: ServerResponse[] = [];
    script = (received, response) => {
      if (received.method === 'GET') {
        open.push(response.writeHead(200, { 'content-type': 'text/event-stream' }));
        response.flushHeaders();
      } else {
        answerResult({ ok: true })(received, response);
      }
    };
    const streams = await Promise.all(Array.from({ length: 200 }, () => streamGet()));
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    expect(open).toHaveLength(200);
    expect((await post(proxy.url, CALL, { session })).status).toBe(200);
    open.forEach((response, index) => response.end(`data: ${index}\n\n`));
    const texts = await Promise.all(streams.map((stream) => stream.text()));
    expect(new Set(texts)).toEqual(new Set(open.map((_, index) => `event: message\ndata: ${index}\n\n`)));
  }, 30_000);

  test('a client that does not read holds the backend back instead of filling memory', async () => {
    const limit = 200_000_000;
    let sent = 0;
    script = (received, response) => {
      if (received.method === 'POST') {
        answerResult({})(received, response);
        return;
      }
      const event = `data: "${'x'.repeat(65_536)}"\n\n`;
      const fill = (): void => {
        while (sent < limit && response.write(event)) {
          sent += event.length;
        }
        sent += event.length;
      };
      response.writeHead(200, { 'content-type': 'text/event-stream' }).on('drain', fill);
      fill();
    };
    const unread = await streamGet();
    // other calls come and go, until nothing of the stream was taken while ten of them did
    for (let before = -1; before !== sent && sent < limit;) {
      before = sent;
      for (let call = 0; call < 10; call++) {
        expect((await post(proxy.url, CALL, { session })).status).toBe(200);
      }
    }
    expect(sent).toBeLessThan(limit / 4);
    await unread.body!.cancel();
  }, 30_000);

  test('an event that never ends is cut off', async () => {
    script = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const pump = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1_000_000)));
      };
      response.on('drain', pump);
      response.write('data: ');
      pump();
    };
    const { body } = await post(proxy.url, CALL, { session });
    expect(body).toBe('event: message\ndata: {"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"the answer of the server is too long"}}\n\n');
  }, 30_000);
});

test('a request that the client gave up is logged once', async () => {
  const controller = new AbortController();
  script = () => controller.abort();
  const line = nextLine();
  await fetch(proxy.url, {
    method: 'POST',
    signal: controller.signal,
    body: JSON.stringify(CALL),
    headers: { ...AUTHORIZATION, 'mcp-session-id': session, 'accept': ACCEPT, 'content-type': 'application/json' },
  }).catch(() => undefined);
  expect(await line).toContain('mcp.method.name=tools/call');
});
