import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../examples/secure-github-mcp/run-command';

const root = join(__dirname, '../../..');
const examples = join(root, 'examples');

/** The folders of all examples, in the order of their names. */
export const exampleNames: readonly string[] = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/**
 * Runs example apps one after the other in one process, each into a folder of its own, `<folder>/<name>`. What cdk8s does when it is asked to
 * `synth` is the same, in a process for each.
 */
export async function synthesizeExamples(names: readonly string[], folder: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const apps = names.map((name) => [join(examples, name, 'main.ts'), join(folder, name)]);
  const { code, stderr } = await runCommand(
    process.execPath,
    [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(examples, 'tsconfig.json'), join(__dirname, 'synthesize-program.ts'), JSON.stringify(apps)],
    { cwd: folder, env: { ...process.env, ...env } },
  );
  if (code !== 0 || stderr !== '') {
    throw new Error(`${names.join(', ')} did not synthesize without a word (exit code ${code})\n${stderr}`);
  }
}
