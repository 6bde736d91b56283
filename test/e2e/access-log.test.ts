import { withGuideClient } from '../../examples/secure-github-mcp/guide-client';
import { ALICE_JWT, BOB_JWT } from '../fixtures/guide';
import { GUIDE_GITHUB_TOKEN, GUIDE_MANIFESTS } from '../support/guide-manifests';
import { Running, type LoggedProxy } from '../support/running';

jest.setTimeout(60_000);

const running = new Running();
let proxy: LoggedProxy;

beforeAll(async () => {
  const backend = await running.githubBackend({ token: GUIDE_GITHUB_TOKEN });
  proxy = await running.proxy({ paths: [...GUIDE_MANIFESTS.authorization, GUIDE_MANIFESTS.toolAccess.at(-1)!], backend });
});

/** The line of the access log that a use of the client causes, with what varies from run to run made plain. */
async function lineOf(token: string | undefined, pattern: RegExp, tool = 'get_me'): Promise<string> {
  const from = proxy.stdout.lines.length;
  await withGuideClient(proxy.url, token, (client) => client.callTool({ name: tool })).catch(() => undefined);
  const line = await proxy.stdout.line(pattern, from);
  return line
    .replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z/, '<time>')
    // it is not known whether agentgateway names the endpoint of a call that it refuses itself
    .replace(/ endpoint=\S+/, '')
    .replace(/src\.addr=127\.0\.0\.1:\d+/, 'src.addr=127.0.0.1:<port>')
    .replace(/mcp\.session\.id=\S+/, 'mcp.session.id=<session>')
    .replace(/duration=\d+ms/, 'duration=<ms>');
}

const request = '<time>\tinfo\trequest gateway=agentgateway-system/agentgateway-proxy listener=http route=agentgateway-system/mcp-github';
const fromClient = 'src.addr=127.0.0.1:<port> http.method=POST http.host=localhost http.path=/mcp-github http.version=HTTP/1.1';

test('a request without a token leaves the line of the guide, with the status of release 1.4', async () => {
  expect(await lineOf(undefined, /http\.status=401/)).toBe(
    `${request} ${fromClient} http.status=401 protocol=http error="authentication failure: no bearer token found" reason=JwtAuth duration=<ms>`,
  );
});

test('a refusal by a rule names the subject', async () => {
  expect(await lineOf(BOB_JWT, /http\.status=403/)).toBe(
    `${request} ${fromClient} http.status=403 jwt.sub=bob protocol=http error="authorization failed" reason=Authorization duration=<ms>`,
  );
});

test('a refused tool is named', async () => {
  expect(await lineOf(ALICE_JWT, /http\.status=400/, 'list_issues')).toBe(
    `${request} ${fromClient} http.status=400 jwt.sub=alice protocol=mcp mcp.method.name=tools/call mcp.target=mcp-target mcp.resource.type=tool `
    + 'gen_ai.tool.name=list_issues mcp.session.id=<session> error="mcp: Unknown tool: list_issues" reason=MCP duration=<ms>',
  );
});

test('a served call has neither error nor reason', async () => {
  const line = await lineOf(ALICE_JWT, /mcp\.method\.name=tools\/call/);
  expect(line).toContain('http.status=200 jwt.sub=alice protocol=mcp mcp.method.name=tools/call');
  expect(line).not.toMatch(/error=|reason=/);
});
