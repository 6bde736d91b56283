import { execFile } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Construct } from 'constructs';
import * as library from '../../src';
import { everyConstruct } from '../fixtures/apps/every-construct';

jest.setTimeout(60_000);

const root = join(__dirname, '../..');
let yaml: string;

beforeAll(() => {
  yaml = synthesized();
});

/** What the app synthesizes to here. */
function synthesized(app = everyConstruct()): string {
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return app.synthYaml();
  } finally {
    silent.mockRestore();
  }
}

test('the app of these tests uses every construct', () => {
  const used = new Set(everyConstruct().node.findAll().map(({ constructor }) => constructor.name));
  const constructs = Object.values(library).flatMap((each) => typeof each === 'function' && each.prototype instanceof Construct ? [each.name] : []);

  expect(constructs.filter((name) => !used.has(name))).toStrictEqual([]);
});

test('another order of the members of every map gives the same bytes', () => {
  expect(synthesized(everyConstruct((entries) => entries.reverse()))).toBe(yaml);
});

test('another process, folder, language, time zone, user and machine give the same bytes', async () => {
  const elsewhere = {
    LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', LANGUAGE: 'tr', TZ: 'Pacific/Kiritimati', HOSTNAME: 'elsewhere', USER: 'somebody', HOME: '/nonexistent',
  };
  const program = [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'tsconfig.json'), join(root, 'test/fixtures/apps/every-construct.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, program, { env: { ...process.env, ...elsewhere }, cwd: tmpdir(), encoding: 'utf8' });

  expect(stdout).toBe(yaml);
});

test('no manifest says where or by which machine it was made', () => {
  expect(yaml).not.toContain(root);
  expect(yaml).not.toContain(hostname());
});

test('a second synthesis of one app gives the same bytes, also after what was accepted has been written down', () => {
  const app = everyConstruct();
  const first = synthesized(app);

  expect(first).toContain('cdk8s-mcp-gateway.dev/acknowledge');
  expect(synthesized(app)).toBe(first);
});
