import { join } from 'node:path';
import type { GithubBackend } from './github-backend';
import { startProcess, type ProcessOptions, type RunningProcess } from './running-process';

export interface ProxyOptions extends Pick<ProcessOptions, 'onStdout' | 'onStderr'> {
  /** Files and folders of manifests. */
  readonly paths: readonly string[];
  readonly backend: Pick<GithubBackend, 'certificate' | 'resolve'>;
  /** The local port; 0 takes a free one. */
  readonly port: number;
  /** By whose rules requests are judged. @default the command's own: strict */
  readonly profile?: string;
  /** The file that Node runs. @default the command line as it is published */
  readonly program?: string;
}

export interface Proxy extends RunningProcess {
  /** Where MCP clients connect. */
  readonly url: string;
}

/** The command line as it is published, in one file. */
export const command = join(__dirname, '../../lib/cdk8s-mcp-gateway.cjs');

/** Starts the reference proxy as a process of its own. */
export async function startProxy({ paths, backend, port, profile, program = command, ...output }: ProxyOptions): Promise<Proxy> {
  const proxy = await startProcess(
    process.execPath,
    [
      program, 'proxy', ...paths, '--listen', `80=${port}`, '--resolve', backend.resolve,
      ...(profile === undefined ? [] : ['--profile', profile]),
    ],
    {
      ...output,
      env: { ...process.env, NODE_EXTRA_CA_CERTS: backend.certificate },
      ready: /^listening on (http:\S+) .*\n/m,
    },
  );
  return { ...proxy, url: `${proxy.ready[1]}/mcp-github` };
}
