import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { withGuideClient } from '../../examples/secure-github-mcp/guide-client';
import { ALICE_JWT } from '../fixtures/guide';
import { GUIDE_GITHUB_TOKEN, GUIDE_MANIFESTS } from '../support/guide-manifests';
import { Running } from '../support/running';

jest.setTimeout(60_000);

const running = new Running();
const paths = GUIDE_MANIFESTS.authentication;

const initializeResult = { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'unreliable', version: '1' } };

/** A server that gets through the handshake, then treats a tool call as told. */
const unreliable = (onCall: (response: ServerResponse) => void) => async (request: IncomingMessage, response: ServerResponse) => {
  if (request.method !== 'POST') {
    return void response.writeHead(405).end();
  }
  const message = JSON.parse(await text(request)) as { id?: number; method: string };
  if (message.method === 'initialize') {
    return void response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'one' })
      .end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: initializeResult }));
  }
  if (message.id === undefined) {
    return void response.writeHead(202).end();
  }
  return onCall(response);
};

const callGetMe = (url: string) => withGuideClient(url, ALICE_JWT, (client) => client.callTool({ name: 'get_me' }));

test('a backend that is down is answered with 503, every time', async () => {
  const backend = await running.backend(() => undefined);
  await backend.stop();
  const proxy = await running.proxy({ paths, backend });
  for (let attempt = 0; attempt < 2; attempt++) {
    const from = proxy.stdout.lines.length;
    await expect(callGetMe(proxy.url)).rejects.toThrow('upstream call failed: ');
    expect(await proxy.stdout.line(/http\.status=/, from)).toContain('http.status=503');
  }
  expect(await proxy.stop()).toBe(0);
});

test('a backend that hangs up before it answers is answered with 503', async () => {
  const backend = await running.backend(unreliable((response) => response.destroy()));
  const proxy = await running.proxy({ paths, backend });
  await expect(callGetMe(proxy.url)).rejects.toThrow('upstream call failed: ');
  expect(await proxy.stop()).toBe(0);
});

test('a backend that hangs up in the middle of its event stream ends the call with an error', async () => {
  const backend = await running.backend(unreliable((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(
      'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"working"}}\n\n',
      () => response.destroy(),
    );
  }));
  const proxy = await running.proxy({ paths, backend });
  await expect(callGetMe(proxy.url)).rejects.toThrow('-32603');
  await expect(callGetMe(proxy.url)).rejects.toThrow('-32603');
  expect(await proxy.stop()).toBe(0);
});

test('a backend that answers with something else than MCP never becomes a success', async () => {
  const backend = await running.backend(unreliable((response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>maintenance</p>')));
  const proxy = await running.proxy({ paths, backend });
  await expect(callGetMe(proxy.url)).rejects.toThrow();
  expect(await proxy.stop()).toBe(0);
});

test('a backend with a certificate that nobody vouches for gets no request', async () => {
  const requests: string[] = [];
  const backend = await running.backend((request, response) => {
    requests.push(request.url ?? '');
    response.end();
  });
  const stranger = await running.githubBackend({ token: GUIDE_GITHUB_TOKEN });
  const proxy = await running.proxy({ paths, backend: { resolve: backend.resolve, certificate: stranger.certificate } });
  await expect(callGetMe(proxy.url)).rejects.toThrow('upstream call failed: ');
  expect(requests).toEqual([]);
});
