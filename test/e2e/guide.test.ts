import { ALICE_JWT, BOB_JWT } from '../fixtures/guide';
import { GUIDE_GITHUB_TOKEN, GUIDE_MANIFESTS } from '../support/guide-manifests';
import { inspector } from '../support/inspector';
import { Running } from '../support/running';

jest.setTimeout(60_000);

const getMe = ['--method', 'tools/call', '--tool-name', 'get_me'];

const githubUser = {
  content: [
    {
      type: 'text',
      text: '{"login":"MyUser","id":11234567,"profile_url":"https://github.com/MyUser",'
        + '"avatar_url":"https://avatars.githubusercontent.com/u/11234567?v=4","details":{"name":"My User","company":"Solo.io",'
        + '"public_repos":11,"public_gists":1,"followers":1,"following":0,"created_at":"2016-03-07T18:33:49Z","updated_at":"2025-12-08T19:38:04Z"}}',
    },
  ],
};

/** The guide's error text, after which this release of the Inspector names its exit code. */
const failure = (body: string) => ({
  code: 1,
  stdout: '',
  stderr: `Failed to connect to MCP server: Streamable HTTP error: Error POSTing to endpoint: ${body}\n\nFailed with exit code: 1\n`,
});

const running = new Running();

async function proxyOn(paths: readonly string[]) {
  const backend = await running.githubBackend({ token: GUIDE_GITHUB_TOKEN });
  return running.proxy({ paths, backend });
}

describe('the guide, validate JWT tokens, with the MCP Inspector', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await proxyOn(GUIDE_MANIFESTS.authentication));
  });

  test('a request without a token fails', async () => {
    expect(await inspector(url, undefined, ...getMe)).toEqual(failure('authentication failure: no bearer token found'));
  });

  test.each([['Alice', ALICE_JWT], ['Bob', BOB_JWT]])('%s sees the GitHub user', async (_, token) => {
    const { code, stdout, stderr } = await inspector(url, token, ...getMe);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(githubUser);
  });

  test('the token abcdefg fails', async () => {
    expect(await inspector(url, 'abcdefg', ...getMe)).toEqual(failure('authentication failure: the token header is malformed: Error(InvalidToken)'));
  });
});

describe('the guide, authorize access based on JWT claims, with the MCP Inspector', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await proxyOn(GUIDE_MANIFESTS.authorization));
  });

  test('Alice sees the GitHub user', async () => {
    const { code, stdout } = await inspector(url, ALICE_JWT, ...getMe);
    expect({ code, user: JSON.parse(stdout) }).toEqual({ code: 0, user: githubUser });
  });

  test('Bob fails, because his token has not the claim sub=alice', async () => {
    expect(await inspector(url, BOB_JWT, ...getMe)).toEqual(failure('authorization failed'));
  });
});

describe('the tool access guide, with the MCP Inspector', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await proxyOn(GUIDE_MANIFESTS.toolAccess));
  });

  const toolNames = async (token: string) => {
    const { stdout } = await inspector(url, token, '--method', 'tools/list');
    return (JSON.parse(stdout) as { tools: { name: string }[] }).tools.map(({ name }) => name);
  };

  test('Alice sees one tool and may call it', async () => {
    expect(await toolNames(ALICE_JWT)).toEqual(['get_me']);
    const { stdout } = await inspector(url, ALICE_JWT, ...getMe);
    expect(JSON.parse(stdout)).toEqual(githubUser);
  });

  test('Alice does not reach another tool', async () => {
    const { code, stderr } = await inspector(url, ALICE_JWT, '--method', 'tools/call', '--tool-name', 'list_issues', '--tool-arg', 'owner=MyUser', 'repo=dotfiles');
    expect(code).toBe(1);
    expect(stderr).toContain('Unknown tool: list_issues');
  });

  test('Bob sees no tool and may call none', async () => {
    expect(await toolNames(BOB_JWT)).toEqual([]);
    const { code, stderr } = await inspector(url, BOB_JWT, ...getMe);
    expect(code).toBe(1);
    expect(stderr).toContain('Unknown tool: get_me');
  });
});
