import { ALICE_JWT, BOB_JWT } from '../../fixtures/guide';
import { gatewayYaml, rules } from '../support/gateway-yaml';
import { INITIALIZE, openSession, post, request } from '../support/mcp-requests';
import { answerResult, ScriptedBackend, startScriptedBackend } from '../support/scripted-backend';
import { startTestProxy, TestProxy } from '../support/start-test-proxy';

let backend: ScriptedBackend;
let proxy: TestProxy;

beforeAll(async () => {
  backend = await startScriptedBackend(answerResult({ tools: [{ name: 'get_me' }, { name: 'other' }] }));
});

beforeEach(async () => {
  proxy = await startTestProxy(gatewayYaml({
    port: backend.port, traffic: rules('Allow', 'jwt.sub == "alice"'), backend: `mcp: { ${rules('Allow', 'mcp.tool.name == "get_me"')} }`,
  }));
});

afterEach(() => proxy.close());
afterAll(() => backend.close());

const START = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z\tinfo\trequest gateway=agentgateway-system/agentgateway-proxy listener=http`
  + String.raw` route=agentgateway-system/mcp-github`;
const REQUEST = String.raw`src\.addr=127\.0\.0\.1:\d+ http\.method=POST http\.host=127\.0\.0\.1 http\.path=/mcp-github http\.version=HTTP/1\.1`;

describe('the access log', () => {
  test.each([
    [null, String.raw`http\.status=401 protocol=http error="authentication failure: no bearer token found" reason=JwtAuth duration=\d+ms$`],
    [BOB_JWT, String.raw`http\.status=403 jwt\.sub=bob protocol=http error="authorization failed" reason=Authorization duration=\d+ms$`],
  ])('tells who was refused and why', async (token, end) => {
    await post(proxy.url, INITIALIZE, { token });
    expect(proxy.lines).toEqual([expect.stringMatching(new RegExp(`${START} ${REQUEST} ${end}`))]);
  });

  test('tells which tool was refused', async () => {
    const session = await openSession(proxy.url);
    await post(proxy.url, request('tools/call', { name: 'a b"\n' }), { session });
    expect(proxy.lines[1]).toMatch(new RegExp(`${START} endpoint=127\\.0\\.0\\.1:\\d+ ${REQUEST} http\\.status=400 jwt\\.sub=alice protocol=mcp `
      + String.raw`mcp\.method\.name=tools/call mcp\.target=mcp-target mcp\.resource\.type=tool gen_ai\.tool\.name="a b\\"\\n" mcp\.session\.id=[0-9a-f]{16} `
      + String.raw`error="mcp: Unknown tool: a b\\"\\n" reason=MCP duration=\d+ms$`));
  });

  test('has one line for each request', async () => {
    const session = await openSession(proxy.url);
    await post(proxy.url, request('tools/list'), { session });
    await post(`${proxy.url}x`, INITIALIZE);
    expect(proxy.lines.map((line) => /http\.status=(\d+)/.exec(line)?.[1])).toEqual(['200', '200', '404']);
    expect(proxy.lines[1]).not.toContain('error=');
  });
});

describe('the decision records', () => {
  test('tell each decision with its rules', async () => {
    const session = await openSession(proxy.url);
    await post(proxy.url, request('tools/call', { name: 'other' }), { session });
    await post(proxy.url, request('tools/list'), { session });
    await post(proxy.url, INITIALIZE, { token: BOB_JWT });
    const way = { gateway: 'agentgateway-system/agentgateway-proxy', listener: 'http', route: 'agentgateway-system/mcp-github' };
    const http = { policy: 'agentgateway-system/jwt', mode: 'Allow', expression: 'jwt.sub == "alice"' };
    const mcp = { policy: 'agentgateway-system/tools', mode: 'Allow', expression: 'mcp.tool.name == "get_me"' };
    const item = { kind: 'tool', target: 'mcp-target', name: 'other' };
    const allowed = { ...way, subject: 'alice', stage: 'none', allowed: true, rules: [{ ...http, result: 'true' }] };
    expect(proxy.decisions).toMatchObject([
      allowed,
      allowed,
      { ...way, subject: 'alice', stage: 'mcpAuthorization', allowed: false, status: 400, item, rules: [{ ...mcp, result: 'false' }] },
      allowed,
      { ...way, subject: 'alice', stage: 'mcpAuthorization', allowed: true, list: { method: 'tools/list', shown: 1, hidden: ['other'] } },
      { ...way, subject: 'bob', stage: 'authorization', allowed: false, status: 403, rules: [{ ...http, result: 'false' }] },
    ]);
  });

  test('name a token by its digest only, and no log holds a token or a session id', async () => {
    const session = await openSession(proxy.url);
    await post(proxy.url, request('ping'), { session });
    await post(proxy.url, INITIALIZE, { token: `${ALICE_JWT}x` });
    const [first, second, third] = proxy.decisions.map(({ token }) => token);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    const everything = proxy.lines.join('\n') + JSON.stringify(proxy.decisions);
    for (const secret of [ALICE_JWT, ...ALICE_JWT.split('.'), session, 'upstream-1']) {
      expect(everything).not.toContain(secret);
    }
  });
});
