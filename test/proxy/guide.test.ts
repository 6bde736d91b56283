import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { GithubMcpServer, startGithubMcpServer } from '../../examples/secure-github-mcp/github-mcp-server';
import { ALICE_JWT, BOB_JWT } from '../fixtures/guide';
import { gatewayYaml, rules } from './support/gateway-yaml';
import { INITIALIZE, post } from './support/mcp-requests';
import { startTestProxy, TestProxy } from './support/start-test-proxy';

const AUTHORIZATION = 'Authorization';
let server: GithubMcpServer;
let seen: (string | undefined)[];
let proxy: TestProxy | undefined;

beforeAll(async () => {
  server = await startGithubMcpServer({ token: 'pat', onRequest: ({ headers }) => seen.push(headers.authorization) });
});

beforeEach(() => {
  seen = [];
});

afterEach(async () => {
  await proxy?.close();
});

afterAll(() => server.close());

const PAT = `{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: ${AUTHORIZATION}, value: "Bearer pat" }] } }`;

async function connectAs(token: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(proxy!.url), { requestInit: { headers: { [AUTHORIZATION]: `Bearer ${token}` } } }));
  return client;
}

describe.each(['strict', '1.4'] as const)('the guide, in profile %s, with the official client and server', (profile) => {
  test('a valid token opens the server, and the server sees only the credential of the gateway', async () => {
    proxy = await startTestProxy(gatewayYaml({ port: server.port, filters: PAT }), { profile });
    for (const token of [ALICE_JWT, BOB_JWT]) {
      const client = await connectAs(token);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(['get_me', 'search_repositories', 'list_issues', 'add_issue_comment']);
      expect(await client.callTool({ name: 'get_me' })).toMatchObject({ content: [{ text: expect.stringContaining('MyUser') }] });
      expect(await client.getPrompt({ name: 'issue_to_fix', arguments: { issue: '7' } })).toMatchObject({ messages: [{ role: 'user' }] });
      expect((await client.listResources()).resources).toHaveLength(1);
      expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(1);
      await client.close();
    }
    expect(new Set(seen)).toEqual(new Set(['Bearer pat']));
  });

  test('progress arrives before the result', async () => {
    proxy = await startTestProxy(gatewayYaml({ port: server.port, filters: PAT }), { profile });
    const client = await connectAs(ALICE_JWT);
    const progress: number[] = [];
    await client.callTool({ name: 'search_repositories', arguments: { query: 'gateway' } }, undefined, { onprogress: ({ progress: at }) => progress.push(at) });
    expect(progress).toEqual([1, 2]);
    await client.close();
  });

  test.each([
    [null, 'authentication failure: no bearer token found'],
    ['abcdefg', 'authentication failure: the token header is malformed: Error(InvalidToken)'],
  ])('token %s is answered 401', async (token, body) => {
    proxy = await startTestProxy(gatewayYaml({ port: server.port, filters: PAT }), { profile });
    const answer = await post(proxy.url, INITIALIZE, { token });
    expect(answer).toMatchObject({ status: 401, body });
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(seen).toEqual([]);
  });

  test('a rule for Alice lets Alice in and answers Bob 403', async () => {
    proxy = await startTestProxy(gatewayYaml({ port: server.port, filters: PAT, traffic: rules('Allow', 'jwt.sub == "alice"') }), { profile });
    const client = await connectAs(ALICE_JWT);
    expect(await client.callTool({ name: 'get_me' })).toHaveProperty('content');
    await client.close();
    const calls = seen.length;
    expect(await post(proxy.url, INITIALIZE, { token: BOB_JWT })).toMatchObject({ status: 403, body: 'authorization failed' });
    await expect(connectAs(BOB_JWT)).rejects.toThrow('authorization failed');
    expect(seen).toHaveLength(calls);
  });

  test('a rule for one tool hides the others and refuses to call them', async () => {
    proxy = await startTestProxy(gatewayYaml({
      port: server.port, filters: PAT, backend: `mcp: { ${rules('Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"')} }`,
    }), { profile });
    const client = await connectAs(ALICE_JWT);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['get_me']);
    expect((await client.listPrompts()).prompts).toEqual([]);
    expect((await client.listResources()).resources).toEqual([]);
    expect((await client.listResourceTemplates()).resourceTemplates).toEqual([]);
    expect(await client.callTool({ name: 'get_me' })).toHaveProperty('content');
    await expect(client.callTool({ name: 'list_issues', arguments: { owner: 'a', repo: 'b' } })).rejects.toThrow('Unknown tool: list_issues');
    await client.close();
    const bob = await connectAs(BOB_JWT);
    expect((await bob.listTools()).tools).toEqual([]);
    await bob.close();
  });
});
