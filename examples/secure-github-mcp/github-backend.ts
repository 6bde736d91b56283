import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGithubMcpServer, type GithubMcpServerOptions } from './github-mcp-server';
import { throwAwayCertificate } from './throw-away-certificate';

/** The server that stands in for GitHub's, and how a proxy reaches and trusts it. */
export interface GithubBackend {
  /** File with its certificate, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string;
  /** What `--resolve` needs to reach it under the name of the real one. */
  readonly resolve: string;
  /** Stops the server and removes the file. */
  close(): Promise<void>;
}

const githubHost = 'api.githubcopilot.com';

/** Starts the server over HTTPS with a throw-away certificate. */
export async function startGithubBackend(options: Omit<GithubMcpServerOptions, 'certificate'>): Promise<GithubBackend> {
  const tls = await throwAwayCertificate(githubHost);
  const server = await startGithubMcpServer({ ...options, certificate: tls });
  const folder = await mkdtemp(join(tmpdir(), 'github-backend-'));
  const certificate = join(folder, 'certificate.pem');
  await writeFile(certificate, tls.cert);
  return {
    certificate,
    resolve: `${githubHost}:443=127.0.0.1:${server.port}`,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
