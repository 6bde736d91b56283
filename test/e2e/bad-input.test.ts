import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { commandLine } from '../support/command';
import { GUIDE_MANIFESTS } from '../support/guide-manifests';
import { Running } from '../support/running';

jest.setTimeout(60_000);

const running = new Running();
const policy = readFileSync(GUIDE_MANIFESTS.authorization.at(-1)!, 'utf8');

/** The guide's manifests with a policy that is changed in one place. */
async function withPolicy(from: string | RegExp, to: string): Promise<string[]> {
  const changed = policy.replace(from, to);
  expect(changed).not.toBe(policy);
  return [...GUIDE_MANIFESTS.authorization.slice(0, -1), join(await running.folder({ 'policy.yaml': changed }), 'policy.yaml')];
}

/** The guide's manifests and one file more. */
async function withFile(text: string): Promise<string[]> {
  return [...GUIDE_MANIFESTS.authorization, join(await running.folder({ 'other.yaml': text }), 'other.yaml')];
}

const noStackTrace = expect.not.stringMatching(/\n\s+at .+:\d+:\d+/);

describe('manifests that cannot be meant', () => {
  test.each([
    ['a key set that is not JSON', () => withPolicy(/inline: .*/, 'inline: \'not json\''), 'error[J03]: key set of issuer `solo.io`: the key set is not JSON'],
    ['a key without `kid`', () => withPolicy('"kid":"5891645032159894383",', ''), 'error[J04]: key set of issuer `solo.io`: key 0 has no `kid`'],
    ['a private key', () => withPolicy('"e":"AQAB",', '"e":"AQAB","d":"c2VjcmV0",'), 'error[J05] security: key set of issuer `solo.io`: `d` is private key material'],
    ['a rule that does not parse', () => withPolicy('jwt.sub == "alice"', 'jwt.sub =='), 'error[A04]: syntax error at line 1, column 11'],
    ['YAML that is none', () => withFile('a: [1\n  b: }{\n'), 'this is not valid YAML'],
  ])('%s fails the check, and nothing is served', async (_, paths, message) => {
    const files = await paths();

    const check = await commandLine('check', ...files);
    expect(check).toEqual({ code: 1, stdout: expect.stringContaining(message), stderr: '' });
    expect(check.stdout).toContain('\n\n1 error, ');

    const proxy = await commandLine('proxy', ...files, '--listen', '80=0');
    expect(proxy).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
    expect(proxy.stderr).toContain('error: the manifests have errors, so nothing is served');
    expect(proxy.stderr).toEqual(noStackTrace);
  });

  test('the secret part of a key is not repeated', async () => {
    const { stdout } = await commandLine('check', ...await withPolicy('"e":"AQAB",', '"e":"AQAB","d":"c2VjcmV0",'));
    expect(stdout).not.toContain('c2VjcmV0');
  });

  test('a kind that nobody here knows is named and not judged', async () => {
    const { code, stdout } = await commandLine('check', ...await withFile('apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: gear\n'));
    expect(stdout).toMatch(/Widget \(example\.com\/v1\) is not judged\n.*\n {2}in {2}Widget gear\n/);
    expect(code).toBe(0);
  });
});

describe('wrong use', () => {
  test.each([
    ['a path that does not exist', ['check', 'no-such-folder'], '`no-such-folder` does not exist'],
    ['an unknown command', ['frobnicate'], 'unknown command \'frobnicate\''],
    ['a profile that does not exist', ['proxy', '--profile', 'lenient', ...GUIDE_MANIFESTS.authorization], '\'lenient\' is invalid'],
    ['a listener without a local port', ['proxy', '--listen', '80', ...GUIDE_MANIFESTS.authorization], '`--listen 80` is no pair of ports'],
    ['a redirection without a port', ['proxy', '--resolve', 'x', ...GUIDE_MANIFESTS.authorization], '`--resolve x` is no pair of addresses'],
  ])('%s is named, with exit code 2', async (_, args, message) => {
    const { code, stderr } = await commandLine(...args);
    expect(stderr).toContain(message);
    expect(stderr).toEqual(noStackTrace);
    expect(code).toBe(2);
  });
});

test('a port in use is named, with exit code 1', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await commandLine('proxy', ...GUIDE_MANIFESTS.authorization, '--listen', `80=${port}`);
    expect(stderr).toContain(`error: port ${port} of 127.0.0.1 is already in use\n  help: `);
    expect(stderr).toEqual(noStackTrace);
    expect(code).toBe(1);
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
});
