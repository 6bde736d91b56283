import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuideStage } from './guide-stage';
import { runCommand } from './run-command';

const root = join(__dirname, '../..');

/** Runs the example app as `cdk8s synth` would, into a folder; YAML that was there is removed. Throws with what synthesis said where it fails. */
export async function synthesizeExample(stage: GuideStage, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stale = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));
  await Promise.all(stale.map((file) => rm(join(folder, file))));
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  const { code, stderr } = await runCommand(
    process.execPath,
    [tsx, '--tsconfig', join(root, 'examples/tsconfig.json'), join(__dirname, 'main.ts')],
    { env: { ...process.env, CDK8S_OUTDIR: folder, GUIDE_STAGE: stage } },
  );
  if (code !== 0) {
    throw new Error(`the example does not synthesize\n${stderr}`);
  }
}
