import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContainerEngine, engineOutput } from './container-engine';
import { importStandInBases } from './stand-in-bases';
import { runCommand } from '../examples/secure-github-mcp/run-command';

/** Debian's packages: `runc`, because `crun` refuses a mixed cgroup v1 and v2 hierarchy; busybox is the shell of the build base. */
const packages: Record<string, string> = { podman: 'podman', runc: 'runc', busybox: 'busybox-static' };

/**
 * Podman with runc, images and settings under `folder`, and stand-ins for the public bases, so that nothing is needed but Debian's and npm's registries.
 * Undefined where it is not root on Debian on x64.
 */
export async function podmanEngine(folder: string): Promise<ContainerEngine | undefined> {
  if (process.getuid?.() !== 0 || process.arch !== 'x64' || !existsSync('/etc/debian_version')) {
    return undefined;
  }
  await installMissing();

  const storage = join(folder, 'storage.conf');
  const settings = join(folder, 'containers.conf');
  await mkdir(join(folder, 'run'), { recursive: true });
  await writeFile(storage, [
    '[storage]',
    'driver = "overlay"',
    `runroot = "${join(folder, 'run')}"`,
    `graphroot = "${join(folder, 'graph')}"`,
    '',
  ].join('\n'));
  // none of it is shared with what podman keeps for this machine: not even the locks and the networks
  await writeFile(settings, [
    '[network]',
    `network_config_dir = "${join(folder, 'networks')}"`,
    '[containers]',
    // a root that may not raise limits (no CAP_SYS_RESOURCE) cannot set podman's own defaults
    'default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]',
    '[engine]',
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    'lock_type = "file"',
    `tmp_dir = "${join(folder, 'tmp')}"`,
    'runtime = "runc"',
    '',
  ].join('\n'));

  const engine = { program: 'podman', env: { ...process.env, CONTAINERS_STORAGE_CONF: storage, CONTAINERS_CONF: settings } };
  const dispose = async () => void await engineOutput(engine, ['system', 'reset', '--force']);
  const bases = await importStandInBases(engine, folder).catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return {
    ...engine,
    buildArguments: [
      '--layers=false', '--isolation', 'chroot', '--network', 'host', '--pull=never', '--ignorefile', 'image/Dockerfile.dockerignore',
      '--build-arg', `BUILD_IMAGE=${bases.build}`, '--build-arg', `RUNTIME_IMAGE=${bases.runtime}`,
      ...await sharedNpmCache(),
    ],
    runtimeImage: bases.runtime,
    // podman would mount a writable /tmp
    runArguments: ['--read-only-tmpfs=false'],
    dispose,
  };
}

async function installMissing(): Promise<void> {
  const missing = Object.entries(packages).filter(([program]) => !['/usr/bin', '/usr/sbin', '/bin'].some((folder) => existsSync(join(folder, program))));
  if (missing.length === 0) {
    return;
  }
  const apt = { program: 'apt-get', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await engineOutput(apt, ['-q', 'update']);
  await engineOutput(apt, ['-q', 'install', '-y', '--no-install-recommends', ...missing.map(([, name]) => name)]);
}

/** Lets `npm ci` of the build stage take from this machine's download cache what it holds. */
async function sharedNpmCache(): Promise<string[]> {
  const { stdout } = await runCommand('npm', ['config', 'get', 'cache']);
  const cache = join(stdout.trim(), '_cacache');
  return existsSync(cache) ? ['--volume', `${cache}:/root/.npm/_cacache`] : [];
}
