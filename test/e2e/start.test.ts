import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runCommand } from '../../examples/secure-github-mcp/run-command';
import { startProcess, type RunningProcess } from '../../examples/secure-github-mcp/running-process';
import { LineLog } from '../support/line-log';

jest.setTimeout(60_000);

const root = join(__dirname, '../..');
const start = [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'examples/tsconfig.json'), join(root, 'examples/secure-github-mcp/start.ts')];

describe('npm start', () => {
  const stdout = new LineLog();
  let example: RunningProcess;

  beforeAll(async () => {
    example = await startProcess(process.execPath, [...start, '--port', '0'], {
      ready: /^listening on http:\/\/localhost:\d+ \(gateway agentgateway-system\/agentgateway-proxy, listener http, profile strict\)\n/m,
      onStdout: (text) => stdout.write(text),
    });
    await stdout.line(/^Ctrl-C ends/);
  });
  afterAll(() => example.stop());

  /** The text printed from one comment to the next, with the exports that go before. */
  const pasted = (comment: string) => {
    const exports = stdout.lines.filter((line) => line.startsWith('export '));
    const from = stdout.lines.indexOf(comment);
    expect(from).toBeGreaterThan(-1);
    return [...exports, ...stdout.lines.slice(from, stdout.lines.indexOf('', from))];
  };

  test.each([
    ['# Alice may call get_me', 'HTTP/1.1 200 OK', 'event: message'],
    ['# Bob may not', 'HTTP/1.1 403 Forbidden', 'authorization failed'],
    ['# nor may a request without a token', 'HTTP/1.1 401 Unauthorized', 'authentication failure: no bearer token found'],
    ['# nor one with a token that is none', 'HTTP/1.1 401 Unauthorized', 'authentication failure: the token header is malformed: Error(InvalidToken)'],
  ])('prints a curl command under "%s" that shows it when pasted', async (comment, status, body) => {
    const lines = pasted(comment);
    const curl = lines.slice(0, lines.findIndex((line) => line.startsWith('npx ')));
    const answer = await runCommand('bash', ['-ec', curl.join('\n')]);
    expect(answer.stdout.split('\r\n')[0]).toBe(status);
    expect(answer.stdout).toContain(body);
  });

  test('prints the guide\'s command for the MCP Inspector', () => {
    const url = /http:\S+/.exec(example.ready[0])![0];
    expect(pasted('# Alice may call get_me').slice(-2)).toEqual([
      `npx @modelcontextprotocol/inspector@0.17.5 --cli ${url}/mcp-github --transport http --header "mcp-protocol-version: 2024-11-05" \\`,
      '  --method tools/call --tool-name get_me --header "Authorization: Bearer $ALICE_JWT"',
    ]);
  });

  test('shows the access log', async () => {
    await runCommand('bash', ['-ec', pasted('# nor may a request without a token').slice(0, 5).join('\n')]);
    await stdout.line(/\trequest gateway=agentgateway-system\/agentgateway-proxy .*http\.status=401/);
  });

  test('ends all of it when it is asked to', async () => {
    expect(await example.stop()).toBe(0);
    const url = /http:\S+/.exec(example.ready[0])![0];
    await expect(fetch(url)).rejects.toThrow();
  });
});

test('npm start names a port that is taken, and the way out', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await runCommand(process.execPath, [...start, '--port', `${port}`]);
    expect(stderr).toContain(`error: port ${port} of 127.0.0.1 is already in use\n  help: choose another address, for example \`npm start -- --port ${port + 1}\``);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
});

test.each([
  ['--frobnicate'],
  ['--port', 'x'],
  ['--self-test', '--stage', 'nonsense'],
  ['--url', 'http://localhost:1/mcp-github'],
].map((args) => [args.join(' '), args] as const))('npm start -- %s says how it is used', async (_, args) => {
  const { code, stderr } = await runCommand(process.execPath, [...start, ...args]);
  expect(stderr).toMatch(/^usage: npm start/);
  expect(code).toBe(2);
});
