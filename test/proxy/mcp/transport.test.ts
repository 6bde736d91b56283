import { ALICE_JWT, BOB_JWT } from '../../fixtures/guide';
import { gatewayYaml, policy, rules } from '../support/gateway-yaml';
import { ACCEPT, INITIALIZE, messagesOf, openSession, post, request } from '../support/mcp-requests';
import { answerResult, ScriptedBackend, startScriptedBackend } from '../support/scripted-backend';
import { startTestProxy, TestProxy } from '../support/start-test-proxy';

const LISTS = {
  tools: [{ name: 'echo' }, { name: 'add' }],
  prompts: [{ name: 'p' }],
  resources: [{ uri: 'r://1', name: 'r' }],
  resourceTemplates: [{ uriTemplate: 'r://{x}', name: 'r' }],
  nextCursor: 'more',
};
let backend: ScriptedBackend;
let strict: TestProxy;
let faithful: TestProxy;

beforeAll(async () => {
  backend = await startScriptedBackend(answerResult(LISTS));
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

const AUTHORIZATION = { authorization: `Bearer ${ALICE_JWT}` };
const INITIALIZED = { jsonrpc: '2.0', method: 'notifications/initialized' };

function initialize(protocolVersion: string): unknown {
  return request('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } }, 0);
}

function modern(method: string, params: object = {}): unknown {
  return request(method, { ...params, _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } });
}

describe('routing and order of the checks', () => {
  test('an unknown path is 404 before authentication', async () => {
    expect(await post(`${strict.url}x`, INITIALIZE, { token: null })).toMatchObject({ status: 404, body: 'route not found' });
  });

  test('below the prefix authentication comes before everything that MCP checks', async () => {
    for (const path of ['/', '/sub', '?a=b']) {
      expect(await post(strict.url + path, 'no json', { token: null, headers: { 'accept': '*/*', 'content-type': 'text/plain' } }))
        .toMatchObject({ status: 401, body: 'authentication failure: no bearer token found' });
    }
  });

  test('a PreRouting policy comes before the route', async () => {
    const proxy = await startTestProxy([
      ...gatewayYaml({ port: backend.port, jwt: null }),
      policy('early', 'gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy',
        'traffic: { phase: PreRouting, jwtAuthentication: { providers: [{ issuer: solo.io, jwks: { inline: \'{"keys":[]}\' } }] } }'),
    ]);
    expect(await post(`${proxy.url}x`, INITIALIZE, { token: null })).toMatchObject({ status: 401 });
    await proxy.close();
  });

  test('a preflight needs no token, and a refusal carries CORS headers', async () => {
    const preflight = await fetch(strict.url, {
      method: 'OPTIONS',
      headers: {
        'origin': 'http://localhost:8080', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization, mcp-session-id',
      },
    });
    expect([preflight.status, await preflight.text()]).toEqual([200, '']);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:8080');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization, mcp-session-id');
    const refused = await post(strict.url, INITIALIZE, { token: null, headers: { origin: 'http://localhost:8080' } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, 'http://localhost:8080']);
    const served = await post(strict.url, INITIALIZE, { headers: { origin: 'http://evil' } });
    expect([served.status, served.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});

describe('a POST', () => {
  test.each([
    [{ accept: 'application/json' }, 406, 'mcp: client must accept both application/json and text/event-stream'],
    [{ accept: '*/*' }, 406, 'mcp: client must accept both application/json and text/event-stream'],
    [{ 'content-type': 'text/plain' }, 415, 'mcp: client must send application/json'],
    [{ 'content-type': 'Application/json' }, 415, 'mcp: client must send application/json'],
    [{ 'mcp-session-id': 'garbage!' }, 400, 'mcp: invalid session ID header'],
  ])('with %j is %i', async (headers, status, body) => {
    for (const proxy of [strict, faithful]) {
      const answer = await post(proxy.url, request('tools/list'), { headers: headers as Record<string, string> });
      expect(answer).toMatchObject({ status, body });
      expect(answer.headers.get('content-type')).toBe('text/plain');
    }
    expect(backend.received).toEqual([]);
  });

  test('may name a charset', async () => {
    expect((await post(strict.url, INITIALIZE, { headers: { 'content-type': 'application/json; charset=utf-8' } })).status).toBe(200);
  });

  test.each([
    ['[]', 'data did not match any variant of untagged enum JsonRpcMessage'],
    ['{}', 'data did not match any variant of untagged enum JsonRpcMessage'],
    ['no json', 'not valid JSON'],
  ])('of %s is 400', async (body, why) => {
    expect(await post(strict.url, body)).toMatchObject({ status: 400, body: `mcp: fail to deserialize request body: ${why}` });
  });

  test('may have 2 MiB and no byte more, told or not', async () => {
    const padding = (size: number): string => JSON.stringify({ ...INITIALIZE as object, pad: '' }).replace('"pad":""', `"pad":"${'x'.repeat(size)}"`);
    const overhead = Buffer.byteLength(padding(0));
    const limit = 2 * 1024 * 1024;
    expect((await post(strict.url, padding(limit - overhead))).status).toBe(200);
    expect(await post(strict.url, padding(limit - overhead + 1)))
      .toMatchObject({ status: 400, body: 'mcp: fail to deserialize request body: length limit exceeded' });
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(padding(limit)));
        controller.close();
      },
    });
    const chunked = await fetch(strict.url, {
      method: 'POST', headers: { ...AUTHORIZATION, 'accept': ACCEPT, 'content-type': 'application/json' }, body, duplex: 'half',
    } as RequestInit);
    expect([chunked.status, await chunked.text()]).toEqual([400, 'mcp: fail to deserialize request body: length limit exceeded']);
  });

  test('outside a session may only initialize', async () => {
    for (const message of [request('tools/list'), INITIALIZED, request('ping')]) {
      expect(await post(strict.url, message)).toMatchObject({ status: 400, body: 'mcp: session header is required for non-initialize requests' });
    }
  });

  test.each(['PUT', 'PATCH', 'HEAD', 'OPTIONS'])('is not a %s', async (method) => {
    const response = await fetch(strict.url, { method, headers: AUTHORIZATION });
    expect([response.status, await response.text()]).toEqual([405, method === 'HEAD' ? '' : 'mcp: method not allowed; must be GET, POST, or DELETE']);
  });

  test('answering a request of the server is not relayed', async () => {
    const session = await openSession(strict.url);
    expect(await post(strict.url, { jsonrpc: '2.0', id: 1, result: {} }, { session }))
      .toMatchObject({ status: 500, body: 'mcp: failed to send message: invalid request: unsupported message type' });
  });

  test.each([
    ['tools/nope', {}, 'unsupported method: tools/nope'],
    ['tools/call', {}, 'invalid request: invalid params for method: tools/call'],
    ['tools/call', { name: ['get_me'] }, 'invalid request: invalid params for method: tools/call'],
    ['prompts/get', { uri: 'x' }, 'invalid request: invalid params for method: prompts/get'],
    ['resources/read', { name: 'x' }, 'invalid request: invalid params for method: resources/read'],
    ['completion/complete', { ref: { type: 'ref/tool', name: 'x' } }, 'invalid request: invalid params for method: completion/complete'],
  ])('of %s with %j is 500', async (method, params, why) => {
    const session = await openSession(strict.url);
    const answer = await post(strict.url, request(method, params), { session });
    expect(answer.status).toBe(500);
    expect(answer.body).toBe(`{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"failed to send message: ${why}"}}`);
    expect(backend.received).toHaveLength(1);
  });
});

describe('a session', () => {
  test('has an id of its own, and the backend sees its own', async () => {
    const session = await openSession(strict.url);
    expect(session).not.toContain('upstream-1');
    const answer = await post(strict.url, request('tools/call', { name: 'echo' }), { session });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    expect(backend.received.map(({ headers }) => headers['mcp-session-id'])).toEqual([undefined, 'upstream-1']);
  });

  test('of Alice does not serve Bob in strict and serves him in 1.4', async () => {
    const list = request('tools/list');
    expect(await post(strict.url, list, { session: await openSession(strict.url), token: BOB_JWT }))
      .toMatchObject({ status: 404, body: 'mcp: session not found' });
    expect((await post(faithful.url, list, { session: await openSession(faithful.url), token: BOB_JWT })).status).toBe(200);
  });

  test('of Alice neither streams to Bob nor ends for him in strict', async () => {
    const session = await openSession(strict.url);
    backend.received.length = 0;
    const asBob = { 'authorization': `Bearer ${BOB_JWT}`, 'mcp-session-id': session, 'accept': 'text/event-stream' };
    expect((await fetch(strict.url, { headers: asBob })).status).toBe(404);
    expect((await fetch(strict.url, { method: 'DELETE', headers: asBob })).status).toBe(202);
    expect(backend.received).toEqual([]);
    expect((await post(strict.url, request('ping'), { session })).status).toBe(200);
  });

  test('cannot be made up in strict, and can in 1.4', async () => {
    const session = Buffer.from('{"t":"mcp","s":[{"t":"mcp-target","s":"stolen"}]}').toString('base64url');
    expect(await post(strict.url, request('ping'), { session })).toMatchObject({ status: 404, body: 'mcp: session not found' });
    expect((await post(faithful.url, request('ping'), { session })).status).toBe(200);
    expect(backend.received.map(({ headers }) => headers['mcp-session-id'])).toEqual(['stolen']);
  });

  test('of another set of targets is not found', async () => {
    const session = Buffer.from('{"t":"mcp","s":[{"t":"other","s":"x"}]}').toString('base64url');
    expect(await post(faithful.url, request('ping'), { session })).toMatchObject({ status: 404, body: 'mcp: session not found' });
  });

  test('ends once, and a POST takes it up again', async () => {
    for (const proxy of [strict, faithful]) {
      const session = await openSession(proxy.url);
      backend.received.length = 0;
      for (const _ of [1, 2]) {
        const answer = await fetch(proxy.url, { method: 'DELETE', headers: { ...AUTHORIZATION, 'mcp-session-id': session } });
        expect([answer.status, await answer.text()]).toEqual([202, '']);
      }
      expect((await fetch(proxy.url, { headers: { ...AUTHORIZATION, 'mcp-session-id': session, 'accept': 'text/event-stream' } })).status).toBe(404);
      expect((await post(proxy.url, request('ping'), { session })).status).toBe(200);
      expect(backend.received.map(({ method }) => method)).toEqual(['DELETE', 'POST']);
    }
  });

  test.each([
    ['GET', { accept: 'text/event-stream' }, 400, 'mcp: session ID is required'],
    ['GET', { 'accept': 'text/event-stream', 'mcp-session-id': 'unknown' }, 404, 'mcp: session not found'],
    ['GET', { 'accept': 'application/json', 'mcp-session-id': 'unknown' }, 406, 'mcp: client must accept text/event-stream'],
    ['GET', { 'accept': 'text/event-stream', 'mcp-protocol-version': '2026-07-28' }, 400, 'mcp: unsupported MCP protocol version: 2026-07-28'],
    ['DELETE', {}, 400, 'mcp: session ID is required'],
    ['DELETE', { 'mcp-protocol-version': '2026-07-28' }, 400, 'mcp: unsupported MCP protocol version: 2026-07-28'],
  ])('%s with %j is %i', async (method, headers, status, body) => {
    for (const proxy of [strict, faithful]) {
      const answer = await fetch(proxy.url, { method, headers: { ...AUTHORIZATION, ...headers } as Record<string, string> });
      expect([answer.status, await answer.text()]).toEqual([status, body]);
    }
  });

  test('a backend without GET stream says so itself', async () => {
    const session = await openSession(strict.url);
    const answer = await fetch(strict.url, { headers: { ...AUTHORIZATION, 'accept': 'text/event-stream', 'mcp-session-id': session } });
    expect(answer.status).toBe(405);
  });
});

describe('the protocol version', () => {
  const mismatch = '{"jsonrpc":"2.0","id":0,"error":{"code":-32020,"message":"MCP protocol version header/body mismatch"}}';

  test('of the header may differ from initialize in strict, as in the guide, and not in 1.4', async () => {
    const headers = { 'mcp-protocol-version': '2024-11-05' };
    expect((await post(strict.url, initialize('2025-06-18'), { headers })).status).toBe(200);
    const refused = await post(faithful.url, initialize('2025-06-18'), { headers });
    expect(refused).toMatchObject({ status: 400, body: mismatch });
    expect(refused.headers.get('content-type')).toBe('application/json');
    const older = await startTestProxy(gatewayYaml({ port: backend.port }), { profile: '1.3' });
    expect((await post(older.url, initialize('2025-06-18'), { headers })).status).toBe(200);
    await older.close();
  });

  test('of the header does not matter after initialize', async () => {
    const session = await openSession(faithful.url);
    expect((await post(faithful.url, request('ping'), { session, headers: { 'mcp-protocol-version': '2024-11-05' } })).status).toBe(200);
  });

  test('that nobody knows is refused with those that are known', async () => {
    const headers = { 'mcp-protocol-version': '1999-01-01' };
    const supported = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'];
    const message = 'unsupported MCP protocol version: 1999-01-01';
    for (const proxy of [strict, faithful]) {
      const answer = await post(proxy.url, request('tools/list'), { headers });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toEqual({ jsonrpc: '2.0', id: 1, error: { code: -32022, message, data: { supported, requested: '1999-01-01' } } });
      expect(JSON.parse((await post(proxy.url, INITIALIZE, { headers })).body)).toEqual({ jsonrpc: '2.0', id: 0, error: { code: -32022, message } });
      expect(await post(proxy.url, INITIALIZED, { headers })).toMatchObject({ status: 400, body: `mcp: ${message}` });
    }
  });

  test('of initialize counts as text', async () => {
    for (const proxy of [strict, faithful]) {
      expect(await post(proxy.url, initialize('2099-01-01'))).toMatchObject({ status: 400, body: 'mcp: invalid MCP protocol version header' });
      expect((await post(proxy.url, initialize('2024-10-07'))).status).toBe(200);
    }
  });

  test.each([
    ['ping', {}, 404, -32601, 'method not found: ping'],
    ['initialize', {}, 404, -32601, 'method not found: initialize'],
    ['tools/nope', {}, 404, -32601, 'method not found: tools/nope'],
    ['tools/list', {}, 400, -32020, 'invalid MCP routing header: Mcp-Method'],
    ['tools/list', { 'mcp-method': 'tools/call' }, 400, -32020, 'Mcp-Method header/body mismatch'],
    ['tools/call', { 'mcp-method': 'tools/call' }, 400, -32020, 'invalid MCP routing header: Mcp-Name'],
    ['tools/call', { 'mcp-method': 'tools/call', 'mcp-name': 'add' }, 400, -32020, 'Mcp-Name header/body mismatch'],
  ])('2026-07-28: %s with %j is %i', async (method, headers, status, code, message) => {
    const params = method === 'tools/call' ? { name: 'echo' } : method === 'initialize' ? { protocolVersion: '2026-07-28' } : {};
    for (const proxy of [strict, faithful]) {
      const answer = await post(proxy.url, modern(method, params), { headers: { 'mcp-protocol-version': '2026-07-28', ...headers } as Record<string, string> });
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.body)).toEqual({ jsonrpc: '2.0', id: 1, error: { code, message } });
    }
    expect(backend.received).toEqual([]);
  });

  test('2026-07-28 is relayed without session', async () => {
    const answer = await post(strict.url, modern('tools/call', { name: 'echo' }), {
      headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': '=?base64?ZWNobw==?=' },
    });
    expect(answer.status).toBe(200);
    expect(backend.received[0].headers).toMatchObject({ 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call' });
    expect(backend.received[0].headers).not.toHaveProperty('mcp-session-id');
  });

  test('2026-07-28 knows no sessions', async () => {
    const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };
    expect(await post(strict.url, modern('tools/list'), { session: await openSession(strict.url), headers }))
      .toMatchObject({ status: 400, body: 'mcp: invalid session ID header' });
  });

  test('2026-07-28 in the body needs the header', async () => {
    expect(await post(strict.url, modern('tools/list'))).toMatchObject({ status: 400, body: 'mcp: invalid MCP protocol version header' });
  });
});

describe('MCP authorization', () => {
  async function withRules(text: string, run: (proxy: TestProxy, session: string) => Promise<void>, options: { profile?: 'strict' | '1.4' | '1.0' | '0.11' } = {}): Promise<void> {
    const proxy = await startTestProxy(gatewayYaml({ port: backend.port, backend: `mcp: { ${text} }` }), options);
    try {
      const session = await openSession(proxy.url);
      backend.received.length = 0;
      await run(proxy, session);
    } finally {
      await proxy.close();
    }
  }

  async function listed(proxy: TestProxy, session: string, method: string): Promise<Record<string, unknown>> {
    const { status, body } = await post(proxy.url, request(method), { session });
    expect(status).toBe(200);
    return messagesOf(body)[0].result!;
  }

  test('an Allow for one tool shows it alone and refuses the others, without asking the backend', async () => {
    await withRules(rules('Allow', 'mcp.tool.name == "echo"'), async (proxy, session) => {
      expect((await listed(proxy, session, 'tools/list')).tools).toEqual([{ name: 'echo' }]);
      expect((await listed(proxy, session, 'prompts/list')).prompts).toEqual([]);
      expect((await listed(proxy, session, 'resources/list')).resources).toEqual([]);
      expect((await listed(proxy, session, 'resources/templates/list')).resourceTemplates).toEqual([]);
      backend.received.length = 0;
      const answer = await post(proxy.url, request('tools/call', { name: 'add' }, 'abc'), { session });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(answer.body).toBe('{"jsonrpc":"2.0","id":"abc","error":{"code":-32602,"message":"Unknown tool: add"}}');
      expect(backend.received).toEqual([]);
      expect((await post(proxy.url, request('tools/call', { name: 'echo' }), { session })).status).toBe(200);
      expect((await post(proxy.url, request('ping'), { session })).status).toBe(200);
    });
  });

  test('a Deny for one tool leaves the rest alone', async () => {
    await withRules(rules('Deny', 'mcp.tool.name == "add"'), async (proxy, session) => {
      expect((await listed(proxy, session, 'tools/list')).tools).toEqual([{ name: 'echo' }]);
      expect((await listed(proxy, session, 'prompts/list')).prompts).toEqual(LISTS.prompts);
    });
  });

  test.each([
    ['prompts/get', { name: 'p' }, 'Unknown prompt: p'],
    ['resources/read', { uri: 'r://1' }, 'Unknown resource: r://1'],
    ['resources/subscribe', { uri: 'r://1' }, 'Unknown resource: r://1'],
    ['resources/unsubscribe', { uri: 'r://1' }, 'Unknown resource: r://1'],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'p' }, argument: {} }, 'Unknown prompt: p'],
    ['completion/complete', { ref: { type: 'ref/resource', uri: 'r://1' }, argument: {} }, 'Unknown resource: r://1'],
    ['tasks/get', { taskId: 't' }, 'Unknown task: t'],
    ['tasks/cancel', { taskId: 't' }, 'Unknown task: t'],
    ['tasks/update', { taskId: 't' }, 'Unknown task: t'],
  ])('%s is refused as tools are', async (method, params, message) => {
    await withRules(rules('Allow', 'mcp.tool.name == "echo"'), async (proxy, session) => {
      const answer = await post(proxy.url, request(method, params), { session });
      expect(answer).toMatchObject({ status: 400, body: `{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"${message}"}}` });
      expect(backend.received).toEqual([]);
    });
  });

  test.each([['0.11', 200], ['1.0', 500], ['1.4', 400]] as const)('a refusal in profile %s has status %i', async (profile, status) => {
    await withRules(rules('Allow', 'mcp.tool.name == "echo"'), async (proxy, session) => {
      const answer = await post(proxy.url, request('tools/call', { name: 'add' }), { session });
      expect(answer).toMatchObject({ status, body: '{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unknown tool: add"}}' });
    }, { profile });
  });

  test('a call without id is refused in strict, and not looked at in 1.4', async () => {
    const call = { jsonrpc: '2.0', method: 'tools/call', params: { name: 'add' } };
    await withRules(rules('Allow', 'mcp.tool.name == "echo"'), async (proxy, session) => {
      expect(await post(proxy.url, call, { session })).toMatchObject({ status: 400, body: 'mcp: tools/call is not a notification, it needs an id' });
      expect(await post(proxy.url, { ...call, id: null }, { session })).toMatchObject({ status: 400 });
      expect(backend.received).toEqual([]);
    });
    await withRules(rules('Allow', 'mcp.tool.name == "echo"'), async (proxy, session) => {
      expect(await post(proxy.url, call, { session })).toMatchObject({ status: 202, body: '' });
    }, { profile: '1.4' });
  });

  test('no spelling of a body gets a tool called that the rules refuse', async () => {
    const bodies = [
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","name":"add"}}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","Name":"add"}}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"},"params":{"name":"add"}}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"},"Params":{"name":"add"}}',
      '{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call","params":{"name":"add"}}',
      '{"jsonrpc":"2.0","id":1,"method":"ping","METHOD":"tools/call","params":{"name":"add"}}',
      '{"jsonrpc":"2.0","id":1,"m\\u0065thod":"tools/call","params":{"n\\u0061me":"\\u0061dd"}}',
      '[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add"}}]',
      '{"jsonrpc":"2.0","method":"notifications/x","ID":1,"Method":"tools/call","params":{"name":"add"}}',
    ];
    for (const profile of ['strict', '1.4'] as const) {
      await withRules(rules('Allow', 'mcp.tool.name == "echo"'), async (proxy, session) => {
        for (const body of bodies) {
          const { status } = await post(proxy.url, body, { session });
          expect([body, [202, 400].includes(status)]).toEqual([body, true]);
        }
        // what came through was read as a parser reads it that takes the last member and ignores case
        for (const { body } of backend.received) {
          const members = Object.fromEntries(Object.entries(JSON.parse(body) as object).map(([name, value]) => [name.toLowerCase(), value]));
          expect(members.method).toBe('notifications/x');
        }
      }, { profile });
    }
  });

  test('an empty list of tools comes without the cursor that counts the hidden ones', async () => {
    await withRules(rules('Deny', 'true'), async (proxy, session) => {
      expect(await listed(proxy, session, 'tools/list')).toEqual({ ...LISTS, tools: [], nextCursor: undefined });
    });
  });
});

test('the server is not told that it could ask the client', async () => {
  await openSession(strict.url);
  expect(JSON.parse(backend.received[0].body)).toEqual({
    id: 0, jsonrpc: '2.0', method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  });
});
