import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '../..');

/**
 * A project folder with the package and all its dependencies in `node_modules`. Its `lib` is made from the sources, file by file, as the
 * published one is.
 */
export async function installPackage(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(modules, { recursive: true });
  for (const name of await readdir(join(ROOT, 'node_modules'))) {
    if (!name.startsWith('.') && name !== 'cdk8s-mcp-gateway') {
      await symlink(join(ROOT, 'node_modules', name), join(modules, name));
    }
  }
  const installed = join(modules, 'cdk8s-mcp-gateway');
  await mkdir(installed);
  await writeFile(join(installed, 'package.json'), JSON.stringify({ name: 'cdk8s-mcp-gateway', version: '0.0.0', main: 'lib/index.js' }));
  const sources = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  await build({
    entryPoints: sources.map((file) => join(ROOT, 'src', file)),
    outbase: join(ROOT, 'src'),
    outdir: join(installed, 'lib'),
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  await cp(join(ROOT, 'src/vendor'), join(installed, 'lib/vendor'), { recursive: true });
}
