import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './statistics';
import { runCommand } from '../examples/secure-github-mcp/run-command';

/**
 * Sizes in ascending order. For release 1.4 each policy without findings has a second one beside it, which asks for issuer and audience; without it
 * there are two warnings for each policy. For the release after it neither is needed.
 */
const APPS = [['main', 'clean'], ['1.4', 'clean'], ['1.4', 'warned']].flatMap(([targetVersion, findings]) =>
  [100, 1000].map((count) => ({ targetVersion, findings, count })));
const CHECKS = 5;
/** The first ones are slower, while the engine still compiles; the middle one is what is told. */
export const ROUNDS = 15;
const tsx = join(__dirname, '../node_modules/tsx/dist/cli.mjs');
const commandLine = join(__dirname, '../lib/cdk8s-mcp-gateway.cjs');

/** Runs the command line in this process and tells, when it ends, what it took; what the command prints comes before. */
const measuredCheck = 'const begin = performance.now();'
  + 'process.on("exit", () => require("node:fs").writeSync(2, "\\n" + JSON.stringify({ seconds: (performance.now() - begin) / 1000,'
  + ' megabytes: process.resourceUsage().maxRSS * 1024 / 1e6 })));'
  + 'require(process.argv[1]);';

interface Synthesis {
  readonly objects: number;
  readonly warnings: number;
  /** Milliseconds. */
  readonly plain: readonly number[];
  /** Milliseconds. */
  readonly checked: readonly number[];
}

interface Check {
  readonly seconds: number;
  /** The most that the process held (10⁶ bytes). */
  readonly megabytes: number;
}

/** What the checks cost where there is much to check, at synthesis and from the command line. */
export async function benchScale(): Promise<string> {
  const rows: string[] = [];
  let before: { readonly objects: number; readonly time: number } | undefined;
  for (const { targetVersion, findings, count } of APPS) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-scale-'));
    try {
      const { objects, warnings, plain, checked } = await synthesize(count, [findings, targetVersion], folder);
      const [without, time] = [median(plain), median(checked)];
      // neighbours in time, since the speed of a machine drifts
      const ratio = median(checked.map((each, round) => each / plain[round]));
      const checks: Check[] = [];
      for (let run = 0; run < CHECKS; run++) {
        checks.push(await check(folder, targetVersion));
      }
      const growth = before && before.objects < objects ? `${(time / before.time).toFixed(1)} times for ${(objects / before.objects).toFixed(1)} times the objects` : '';
      rows.push(`| ${targetVersion} | ${objects} | ${warnings} | ${without.toFixed(0)} ms | ${time.toFixed(0)} ms | ${ratio.toFixed(2)} | ${growth} `
        + `| ${median(checks.map(({ seconds }) => seconds)).toFixed(1)} s | ${median(checks.map(({ megabytes }) => megabytes)).toFixed(0)} MB |`);
      before = { objects, time };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return [
    '| release | objects | warnings | plain cdk8s | with checks | ratio | growth | `check` of the YAML | its peak memory |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '| goal | | | | | 1.50 | 12 times | 2 s | 300 MB |',
  ].join('\n');
}

async function synthesize(count: number, app: readonly string[], folder: string): Promise<Synthesis> {
  const args = [tsx, '--tsconfig', join(__dirname, 'tsconfig.package.json'), join(__dirname, 'scale-once.ts'), `${count}`, ...app, `${ROUNDS}`, folder];
  const { code, stdout, stderr } = await runCommand(process.execPath, args);
  if (code !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Synthesis;
}

async function check(folder: string, targetVersion: string): Promise<Check> {
  const { code, stderr } = await runCommand(process.execPath, ['-e', measuredCheck, commandLine, 'check', '--target-version', targetVersion, folder]);
  if (code !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stderr.slice(stderr.lastIndexOf('\n') + 1)) as Check;
}
