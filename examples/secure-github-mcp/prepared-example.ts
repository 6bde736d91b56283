import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGithubMcpServer, type GithubMcpServerOptions } from './github-mcp-server';
import type { GuideStage } from './guide-stage';
import { runCommand } from './run-command';
import { throwAwayCertificate } from './throw-away-certificate';

export interface PreparedExampleOptions extends Pick<GithubMcpServerOptions, 'onRequest'> {
  readonly stage: GuideStage;
  /** Folder for the synthesized YAML; YAML that is there goes. @default a temporary one */
  readonly manifests?: string;
}

/** Everything that a proxy needs to serve the example on this machine. */
export interface PreparedExample {
  /** Folder with the synthesized YAML. */
  readonly manifests: string;
  /** Folder with what a cluster's operator would create by hand: the Secret with the token for GitHub. */
  readonly secrets: string;
  /** The token in that Secret. */
  readonly githubToken: string;
  /** File with the certificate of the server that stands in for GitHub's, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string;
  /** What `--resolve` needs to reach that server. */
  readonly resolve: string;
  /** Stops the server and removes the temporary files. */
  close(): Promise<void>;
}

/** The root of the checkout. */
const root = join(__dirname, '../..');

const githubHost = 'api.githubcopilot.com';

/** Synthesizes the example, starts the server that stands in for GitHub's, and writes the Secret with the token for it. */
export async function prepareExample(options: PreparedExampleOptions): Promise<PreparedExample> {
  const temporary = await mkdtemp(join(tmpdir(), 'secure-github-mcp-'));
  const removeTemporary = () => rm(temporary, { recursive: true, force: true });
  try {
    const manifests = options.manifests ?? join(temporary, 'manifests');
    await synthesize(options.stage, manifests);

    const githubToken = `github_pat_${randomUUID()}`;
    const secrets = join(temporary, 'secrets');
    await mkdir(secrets);
    await writeFile(join(secrets, 'github-token.yaml'), secretYaml(githubToken));

    const tls = await throwAwayCertificate(githubHost);
    const certificate = join(temporary, 'certificate.pem');
    await writeFile(certificate, tls.cert);

    const server = await startGithubMcpServer({ token: githubToken, certificate: tls, onRequest: options.onRequest });
    return {
      manifests,
      secrets,
      githubToken,
      certificate,
      resolve: `${githubHost}:443=127.0.0.1:${server.port}`,
      close: async () => {
        await server.close();
        await removeTemporary();
      },
    };
  } catch (error) {
    await removeTemporary();
    throw error;
  }
}

async function synthesize(stage: GuideStage, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stale = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));
  await Promise.all(stale.map((file) => rm(join(folder, file))));
  const { code, stderr } = await runCommand(
    process.execPath,
    [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'examples/tsconfig.json'), join(__dirname, 'main.ts')],
    { env: { ...process.env, CDK8S_OUTDIR: folder, GUIDE_STAGE: stage } },
  );
  if (code !== 0) {
    throw new Error(`the example does not synthesize\n${stderr}`);
  }
}

function secretYaml(token: string): string {
  return [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    '  name: github-token',
    '  namespace: agentgateway-system',
    'stringData:',
    `  Authorization: ${token}`,
    '',
  ].join('\n');
}
