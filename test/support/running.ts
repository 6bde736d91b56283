import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineLog } from './line-log';
import { startGithubBackend, type GithubBackend } from '../../examples/secure-github-mcp/github-backend';
import type { GithubMcpServerOptions } from '../../examples/secure-github-mcp/github-mcp-server';
import { startProxy, type Proxy, type ProxyOptions } from '../../examples/secure-github-mcp/start-proxy';
import { throwAwayCertificate } from '../../examples/secure-github-mcp/throw-away-certificate';

export interface LoggedProxy extends Proxy {
  /** Its standard output: access log and decision records. */
  readonly stdout: LineLog;
  readonly stderr: LineLog;
}

/** Starts real servers and processes for a suite, and ends each of them after it, the last one first. */
export class Running {
  readonly #endings: (() => Promise<unknown>)[] = [];

  constructor() {
    afterAll(async () => {
      for (const end of this.#endings.reverse()) {
        await end();
      }
    });
  }

  /** The server that stands in for GitHub's. */
  public async githubBackend(options: Omit<GithubMcpServerOptions, 'certificate'>): Promise<GithubBackend> {
    return this.endLater(await startGithubBackend(options), (backend) => backend.close());
  }

  /** A backend that answers as the test says, under the name of GitHub's; it can be stopped before the suite ends. */
  public async backend(listener: RequestListener): Promise<Pick<GithubBackend, 'certificate' | 'resolve'> & { stop(): Promise<void> }> {
    const tls = await throwAwayCertificate('api.githubcopilot.com');
    const folder = await this.folder({ 'certificate.pem': tls.cert });
    const server = createServer({ ...tls }, listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const stop = () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return this.endLater({ certificate: join(folder, 'certificate.pem'), resolve: `api.githubcopilot.com:443=127.0.0.1:${port}`, stop }, stop);
  }

  /** The reference proxy on a free port, as a process of its own. */
  public async proxy(options: Pick<ProxyOptions, 'paths' | 'backend' | 'profile'>): Promise<LoggedProxy> {
    const stdout = new LineLog();
    const stderr = new LineLog();
    const proxy = await startProxy({ ...options, port: 0, onStdout: (text) => stdout.write(text), onStderr: (text) => stderr.write(text) });
    return this.endLater({ ...proxy, stdout, stderr }, ({ stop }) => stop());
  }

  /** A temporary folder with these files. */
  public async folder(files: Readonly<Record<string, string>>): Promise<string> {
    const folder = this.endLater(await mkdtemp(join(tmpdir(), 'cdk8s-mcp-gateway-')), (made) => rm(made, { recursive: true }));
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
    return folder;
  }

  /** Has something ended after the suite. */
  public endLater<T>(started: T, end: (started: T) => Promise<unknown>): T {
    this.#endings.push(() => end(started));
    return started;
  }
}
