import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtInspect, jwtKeys, jwtSign, type JwtInspectArgs, type JwtSignArgs } from '../../src/cli/jwt';
import { main } from '../../src/cli/run';
import { inspectJwks, loadJwks, SIGNING_ALGORITHMS } from '../../src/jwt';
import type { TargetVersion } from '../../src/manifest';
import { ALICE_JWT, GUIDE_JWKS } from '../fixtures/guide';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'jwt-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => join(folder, name);

interface Result {
  readonly code: number;
  readonly stdout: string;
}

async function run(command: (io: { stdout(text: string): void; stderr(text: string): void; stdin(): Promise<string> }) => Promise<number>, stdin = ''): Promise<Result> {
  let stdout = '';
  const code = await command({ stdout: (text) => { stdout += text; }, stderr: (text) => { throw new Error(text); }, stdin: async () => stdin });
  return { code, stdout };
}

const keys = (args: { alg?: string; kid?: string; format?: 'text' | 'json' } = {}): Promise<Result> =>
  run((io) => jwtKeys({ alg: 'EdDSA', out: folder, format: 'text', ...args }, io));
const sign = (args: Partial<JwtSignArgs> = {}): Promise<Result> =>
  run((io) => jwtSign({ key: file('private.jwk'), audience: [], claim: [], expiresIn: '1h', format: 'text', ...args }, io));
const inspect = (args: Partial<JwtInspectArgs> & { token: string }, stdin?: string): Promise<Result> =>
  run((io) => jwtInspect({ audience: [], targetVersion: '1.4', format: 'text', ...args }, io), stdin);
const verdicts = async (token: string, args: Partial<JwtInspectArgs> = {}): Promise<unknown> =>
  (JSON.parse((await inspect({ token, jwks: file('jwks.json'), format: 'json', ...args })).stdout) as { verdicts: unknown }).verdicts;
const part = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index], 'base64url').toString()) as Record<string, unknown>;

const ACCEPTED = [{ profile: '1.4', accepted: true }, { profile: 'strict', accepted: true }];

describe('jwt keys', () => {
  test('writes a pair that only its owner can read, and a key set without findings', async () => {
    const { code, stdout } = await keys({ kid: 'dev' });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `wrote ${file('private.pem')} (secret)\nwrote ${file('private.jwk')} (secret)\nwrote ${file('jwks.json')}\nalg EdDSA, kid dev\n`,
    });
    expect(['private.pem', 'private.jwk'].map((name) => statSync(file(name)).mode % 0o1000)).toEqual([0o600, 0o600]);
    const set = readFileSync(file('jwks.json'), 'utf8');
    expect(inspectJwks(set)).toEqual([]);
    expect(JSON.parse(set)).toEqual({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: 'dev', alg: 'EdDSA', use: 'sig' }] });
  });

  test.each(SIGNING_ALGORITHMS)('and jwt sign work with %s, also from the PEM file', async (alg) => {
    const { kid } = JSON.parse((await keys({ alg, format: 'json' })).stdout) as { kid: string };
    expect(loadJwks(readFileSync(file('jwks.json'), 'utf8'), { profile: 'strict' })).toMatchObject({ keys: new Map([[kid, expect.objectContaining({ algorithms: [alg] })]]) });
    const token = (await sign({ issuer: 'solo.io' })).stdout.trim();
    expect(part(token, 0)).toEqual({ alg, kid, typ: 'JWT' });
    expect(await verdicts(token)).toEqual(ACCEPTED);
    if (!['RS384', 'RS512', 'PS256', 'PS384', 'PS512'].includes(alg)) {
      expect(await verdicts((await sign({ key: file('private.pem'), kid, issuer: 'solo.io' })).stdout.trim())).toEqual(ACCEPTED);
    }
  });

  test('never writes over a key', async () => {
    writeFileSync(file('jwks.json'), 'mine');
    await expect(keys()).rejects.toMatchObject({ message: `\`${file('jwks.json')}\` is there already`, help: expect.stringContaining('--out') });
    expect(readdirSync(folder)).toEqual(['jwks.json']);
    expect(readFileSync(file('jwks.json'), 'utf8')).toBe('mine');
  });

  test('knows only algorithms that agentgateway verifies', async () => {
    await expect(keys({ alg: 'HS256' })).rejects.toMatchObject({ message: '`HS256` is no algorithm that agentgateway verifies' });
    expect(existsSync(file('private.pem'))).toBe(false);
  });
});

describe('jwt sign', () => {
  beforeEach(() => keys({ kid: 'dev' }));

  test('puts in what was asked for, and always exp, nbf and iat', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { stdout } = await sign({
      issuer: 'solo.io', subject: 'alice', audience: ['a'], expiresIn: '15m', claim: ['team=dev', 'https://x/y=z=1', 'level:=5', 'big:=12345678901234567890', 'groups:=["a"]', '__proto__=p'],
    });
    const text = Buffer.from(stdout.split('.')[1], 'base64url').toString();
    expect(text).toContain('{"iss":"solo.io","sub":"alice","aud":"a","team":"dev","https://x/y":"z=1","level":5,"big":12345678901234567890,"groups":["a"],"__proto__":"p","exp":');
    const { exp, nbf, iat } = part(stdout, 1) as { exp: number; nbf: number; iat: number };
    expect([exp - iat, nbf - iat, iat >= before]).toEqual([900, 0, true]);
  });

  test('lets a claim take the place of a time, to make a token that is over', async () => {
    const over = (await sign({ issuer: 'solo.io', claim: ['exp:=1'] })).stdout.trim();
    expect(part(over, 1)).toMatchObject({ exp: 1 });
    expect(await verdicts(over)).toEqual(['1.4', 'strict'].map((profile) =>
      ({ profile, accepted: false, text: 'the token is invalid or malformed: Error(ExpiredSignature)' })));
    expect(await verdicts((await sign({ issuer: 'solo.io', expiresIn: '-1h' })).stdout.trim())).not.toEqual(ACCEPTED);
  });

  test.each<[string, Partial<JwtSignArgs>, string]>([
    ['a claim without value', { claim: ['team'] }, '`team` is no claim'],
    ['a claim without name', { claim: ['=x'] }, '`=x` is no claim'],
    ['a value that is not JSON', { claim: ['level:=five'] }, 'the value of the claim `level` is not JSON'],
    ['a claim twice', { subject: 'alice', claim: ['sub=bob'] }, 'the claim `sub` is given twice'],
    ['a duration without unit', { expiresIn: '60' }, '`60` is no duration'],
  ])('refuses %s', async (_, args, message) => {
    await expect(sign(args)).rejects.toMatchObject({ message, help: expect.any(String) });
  });

  test('refuses what is no private key, and does not repeat it', async () => {
    await expect(sign({ key: file('nowhere') })).rejects.toMatchObject({ message: `\`${file('nowhere')}\` cannot be read (ENOENT)` });
    await expect(sign({ key: file('jwks.json') })).rejects.toMatchObject({ message: `\`${file('jwks.json')}\` cannot sign: not a private key` });
    await expect(sign({ key: file('private.pem') })).rejects.toMatchObject({ message: `\`${file('private.pem')}\` cannot sign: no kid` });
  });
});

describe('jwt inspect', () => {
  beforeEach(() => writeFileSync(file('jwks.json'), GUIDE_JWKS));

  test('shows a token and the time that it has', async () => {
    const { code, stdout } = await inspect({ token: '-' }, `${ALICE_JWT}\n`);
    expect(code).toBe(0);
    expect(stdout).toContain('header {\n  "alg": "RS256",\n  "kid": "5891645032159894383",\n  "typ": "JWT"\n}\nclaims {\n  "iss": "solo.io",\n  "sub": "alice",');
    expect(stdout).toMatch(/^exp 2035-09-17T19:34:42Z \(in \d+ \w+\)$/m);
    expect(stdout).toMatch(/^iat 2025-12-18T19:34:42Z \(\d+ \w+ ago\)$/m);
    expect(stdout).not.toContain('accepted');
  });

  test('judges it by release 1.4 and by strict, and the key set too', async () => {
    const { code, stdout } = await inspect({ token: ALICE_JWT, jwks: file('jwks.json'), issuer: 'solo.io' });
    expect(code).toBe(0);
    expect(stdout).toContain('\nagentgateway 1.4: accepted\nstrict: accepted\nwarning J27: ');
    expect(stdout).not.toContain('issuer was not checked');
  });

  test('says so where the issuer is not checked', async () => {
    expect((await inspect({ token: ALICE_JWT, jwks: file('jwks.json') })).stdout).toContain('the issuer was not checked');
  });

  test('shows where strict closes what 1.4 leaves open', async () => {
    expect(await verdicts(ALICE_JWT, { audience: ['a'] })).toEqual([
      { profile: '1.4', accepted: true },
      { profile: 'strict', accepted: false, text: 'the token is invalid or malformed: Error(MissingRequiredClaim("aud"))' },
    ]);
    expect((await inspect({ token: ALICE_JWT, jwks: file('jwks.json'), audience: ['a'] })).code).toBe(1);
  });

  test('judges by the release that is given, which takes other keys and refuses in other words', async () => {
    rmSync(file('jwks.json'));
    await keys({ alg: 'EdDSA' });
    const token = (await sign({ issuer: 'solo.io' })).stdout.trim();
    const verdict = (targetVersion: TargetVersion): Promise<Result> => inspect({ token, jwks: file('jwks.json'), issuer: 'solo.io', targetVersion });
    expect(await verdict('0.12')).toMatchObject({ code: 0, stdout: expect.stringContaining('\nagentgateway 0.12: accepted\nstrict: accepted\n') });
    const { code, stdout } = await verdict('0.11');
    expect(code).toBe(1);
    expect(stdout).toContain('\nagentgateway 0.11: token uses the unknown key ');
    expect(stdout).toContain('which agentgateway `0.11` does not load');
  });

  test('takes the release from the command line, as check does', async () => {
    const stdout: string[] = [];
    const io = { stdout: (text: string) => { stdout.push(text); }, stderr: () => {}, stdin: async () => '' };
    expect(await main(['jwt', 'inspect', ALICE_JWT, '--jwks', file('jwks.json'), '--issuer', 'solo.io', '--target-version', '1.2'], io)).toBe(0);
    expect(stdout.join('')).toContain('\nagentgateway 1.2: accepted\n');
    expect(await main(['jwt', 'inspect', ALICE_JWT, '--target-version', '1.9'], io)).toBe(2);
  });

  test('fails with the words of agentgateway', async () => {
    expect(await inspect({ token: 'abcdefg' })).toEqual({ code: 1, stdout: 'error: the token header is malformed: Error(InvalidToken)\n' });
    expect(await inspect({ token: ALICE_JWT, jwks: file('jwks.json'), issuer: 'other' }))
      .toMatchObject({ code: 1, stdout: expect.stringContaining('agentgateway 1.4: the token is invalid or malformed: Error(InvalidIssuer)') });
  });

  test('fails with the errors of a key set', async () => {
    writeFileSync(file('jwks.json'), '{"keys":[]}');
    expect(await inspect({ token: ALICE_JWT, jwks: file('jwks.json') })).toMatchObject({ code: 1, stdout: expect.stringContaining('error J03: ') });
  });

  test('loses no digit and prints nothing that a terminal obeys', async () => {
    const encode = (text: string): string => Buffer.from(text).toString('base64url');
    const token = `${encode('{}')}.${encode('{"a":12345678901234567890,"a":1.0,"b":"\u009b31m\u202e","c":[],"exp":1e300}')}.`;
    const { stdout } = await inspect({ token });
    expect(stdout).toContain('claims {\n  "a": 12345678901234567890,\n  "a": 1.0,\n  "b": "\\u009b31m\\u202e",\n  "c": [],\n  "exp": 1e300\n}');
    expect(stdout).toContain('exp 1e+300 (beyond the calendar)');
  });

  test('names a key set that it cannot read', async () => {
    await expect(inspect({ token: ALICE_JWT, jwks: folder })).rejects.toMatchObject({ message: `\`${folder}\` cannot be read (EISDIR)` });
  });
});

test('jwt keys says where it may not write', async () => {
  writeFileSync(file('taken'), '');
  await expect(run((io) => jwtKeys({ alg: 'EdDSA', out: file('taken'), format: 'text' }, io)))
    .rejects.toMatchObject({ message: expect.stringMatching(/cannot be written to .* \((EEXIST|ENOTDIR)\)/) });
});
