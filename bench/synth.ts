import { join } from 'node:path';
import { median } from './statistics';
import { runCommand } from '../examples/secure-github-mcp/run-command';

const PROCESSES = 7;
const tsx = join(__dirname, '../node_modules/tsx/dist/cli.mjs');

type Variant = 'with' | 'without';

/** Time of synthesis alone, with the checks and without, each in processes of its own, in turns. */
export async function benchSynth(): Promise<string> {
  const cold: Record<Variant, number[]> = { with: [], without: [] };
  const warm: Record<Variant, number[]> = { with: [], without: [] };
  for (let count = 0; count < PROCESSES; count++) {
    for (const variant of ['with', 'without'] as const) {
      const [first, ...others] = await synthOnce(variant);
      cold[variant].push(first);
      warm[variant].push(median(others));
    }
  }
  const row = (name: string, times: Record<Variant, number[]>) => {
    const [checked, unchecked] = [median(times.with), median(times.without)];
    return `| ${name} | ${unchecked.toFixed(1)} ms | ${checked.toFixed(1)} ms | ${(checked - unchecked).toFixed(1)} ms more |`;
  };
  return [
    '| synthesis of the example | without checks | with checks | difference |',
    '| --- | --- | --- | --- |',
    row('first in a process', cold),
    row('again in the same process', warm),
  ].join('\n');
}

async function synthOnce(variant: Variant): Promise<number[]> {
  const args = [tsx, '--tsconfig', join(__dirname, 'tsconfig.package.json'), join(__dirname, 'synth-once.ts'), variant];
  const { code, stdout, stderr } = await runCommand(process.execPath, args);
  if (code !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as number[];
}
