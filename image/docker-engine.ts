import type { ContainerEngine } from './container-engine';
import { runCommand } from '../examples/secure-github-mcp/run-command';

/** Docker with the public bases of the Dockerfile, or undefined where no Docker engine answers. */
export async function dockerEngine(): Promise<ContainerEngine | undefined> {
  const answers = await runCommand('docker', ['version', '--format', '{{.Server.Version}}']).then(({ code }) => code === 0, () => false);
  if (!answers) {
    return undefined;
  }
  return {
    program: 'docker',
    env: process.env,
    buildArguments: [],
    runArguments: [],
    runtimeImage: 'gcr.io/distroless/nodejs22-debian12:nonroot',
    dispose: () => Promise.resolve(),
  };
}
