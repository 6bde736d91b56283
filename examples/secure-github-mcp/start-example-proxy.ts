import { join } from 'node:path';
import type { PreparedExample } from './prepared-example';
import { startProcess, type ProcessOptions, type RunningProcess } from './running-process';

export interface ExampleProxyOptions extends Pick<ProcessOptions, 'onStdout' | 'onStderr'> {
  /** The local port; 0 takes a free one. */
  readonly port: number;
  /** By whose rules requests are judged. @default the command's own: strict */
  readonly profile?: string;
}

export interface ExampleProxy extends RunningProcess {
  /** Where MCP clients connect. */
  readonly url: string;
}

/** The command line as it is published, in one file. */
export const command = join(__dirname, '../../lib/cdk8s-mcp-gateway.cjs');

/** Starts the reference proxy on the example's manifests as a process of its own. */
export async function startExampleProxy(example: PreparedExample, options: ExampleProxyOptions): Promise<ExampleProxy> {
  const proxy = await startProcess(
    process.execPath,
    [
      command, 'proxy', example.manifests, example.secrets,
      '--listen', `80=${options.port}`,
      '--resolve', example.resolve,
      ...(options.profile === undefined ? [] : ['--profile', options.profile]),
    ],
    {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: example.certificate },
      ready: /^listening on (http:\S+) .*\n/m,
      onStdout: options.onStdout,
      onStderr: options.onStderr,
    },
  );
  return { ...proxy, url: `${proxy.ready[1]}/mcp-github` };
}
