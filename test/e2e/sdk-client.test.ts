import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { withGuideClient } from '../../examples/secure-github-mcp/guide-client';
import { playStage } from '../../examples/secure-github-mcp/self-test';
import { ALICE_JWT, BOB_JWT } from '../fixtures/guide';
import { GUIDE_GITHUB_TOKEN, GUIDE_MANIFESTS } from '../support/guide-manifests';
import { Running } from '../support/running';

jest.setTimeout(60_000);

const running = new Running();
const urls: Record<keyof typeof GUIDE_MANIFESTS, string> = { authentication: '', authorization: '', toolAccess: '' };

beforeAll(async () => {
  const backend = await running.githubBackend({ token: GUIDE_GITHUB_TOKEN });
  for (const stage of ['authentication', 'authorization', 'toolAccess'] as const) {
    ({ url: urls[stage] } = await running.proxy({ paths: GUIDE_MANIFESTS[stage], backend }));
  }
});

describe('the self-test of the example', () => {
  const outcomes = async (...[stage, url]: Parameters<typeof playStage>) => {
    const all = [];
    for await (const outcome of playStage(stage, url)) {
      all.push(outcome);
    }
    return all;
  };

  test.each([
    ['authentication', 'authentication'],
    ['authorization', 'authorization'],
    ['tools', 'toolAccess'],
  ] as const)('passes on the guide\'s own manifests: %s', async (stage, manifests) => {
    const played = await outcomes(stage, urls[manifests]);
    expect(played.length).toBeGreaterThan(5);
    expect(played.filter(({ expected, actual }) => actual !== expected)).toEqual([]);
  });

  test('names what differs where the rule that lets in Alice only is missing', async () => {
    const wrong = (await outcomes('authorization', urls.authentication)).filter(({ expected, actual }) => actual !== expected);
    expect(wrong).toEqual([
      { step: 'authorization: Bob sends a request', expected: '403 authorization failed', actual: '200' },
      {
        step: 'authorization: Bob calls get_me',
        expected: 'Streamable HTTP error: Error POSTing to endpoint: authorization failed',
        actual: 'MyUser',
      },
    ]);
  });
});

test('an MCP client reaches all that the server offers, where nothing is forbidden', async () => {
  await withGuideClient(urls.authentication, BOB_JWT, async (client) => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['get_me', 'search_repositories', 'list_issues', 'add_issue_comment']);
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['issue_to_fix']);
    const { messages } = await client.getPrompt({ name: 'issue_to_fix', arguments: { issue: '2' } });
    expect(messages[0].content).toEqual({ type: 'text', text: 'Plan the work that closes issue 2.' });
    const { resources } = await client.listResources();
    const { contents } = await client.readResource({ uri: resources[0].uri });
    expect(contents).toEqual([{ uri: resources[0].uri, mimeType: 'text/markdown', text: '# gateway-notes\n' }]);
  });
});

test('progress of a call reaches the client before the result', async () => {
  await withGuideClient(urls.authentication, ALICE_JWT, async (client) => {
    const seen: string[] = [];
    const search = { name: 'search_repositories', arguments: { query: 'notes' } };
    await client.callTool(search, undefined, { onprogress: ({ progress, total }) => seen.push(`${progress} of ${total}`) });
    expect(seen).toEqual(['1 of 2', '2 of 2']);
  });
});

test('where only a tool is allowed, prompts and resources are neither shown nor given', async () => {
  await withGuideClient(urls.toolAccess, ALICE_JWT, async (client) => {
    expect(await client.listPrompts()).toEqual({ prompts: [] });
    expect(await client.listResources()).toEqual({ resources: [] });
    await expect(client.getPrompt({ name: 'issue_to_fix', arguments: { issue: '2' } })).rejects.toThrow('Unknown prompt: issue_to_fix');
    await expect(client.readResource({ uri: 'repo://MyUser/gateway-notes/contents/README.md' })).rejects.toThrow('Unknown resource: repo://MyUser');
  });
});

describe('a session', () => {
  const connect = async (token: string, sessionId?: string) => {
    const transport = new StreamableHTTPClientTransport(new URL(urls.authentication), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
      sessionId,
    });
    const client = new Client({ name: 'session', version: '1' });
    await client.connect(transport);
    return { client, transport };
  };

  test('is not Bob\'s if Alice opened it', async () => {
    const alice = await connect(ALICE_JWT);
    const bob = await connect(BOB_JWT, alice.transport.sessionId); // resumes without a handshake of its own
    await expect(bob.client.listTools()).rejects.toThrow('session not found');
    expect((await alice.client.listTools()).tools).toHaveLength(4);
    await bob.client.close();
    await alice.client.close();
  });

  test('ends when the client ends it', async () => {
    const { client, transport } = await connect(ALICE_JWT);
    const { sessionId } = transport;
    await transport.terminateSession();
    await client.close();
    const later = await connect(ALICE_JWT, sessionId);
    await expect(later.client.listTools()).rejects.toThrow('session not found');
    await later.client.close();
  });
});

test('by the rules of release 1.4, the version header of the guide is refused, and the same client without it is served', async () => {
  const backend = await running.githubBackend({ token: GUIDE_GITHUB_TOKEN });
  const { url } = await running.proxy({ paths: GUIDE_MANIFESTS.authentication, backend, profile: '1.4' });
  await expect(withGuideClient(url, ALICE_JWT, (client) => client.ping())).rejects.toThrow('MCP protocol version header/body mismatch');
  const client = new Client({ name: 'plain', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${ALICE_JWT}` } } }));
  expect((await client.listTools()).tools).toHaveLength(4);
  await client.close();
});
