import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGithubBackend, type GithubBackend } from './github-backend';
import type { GuideStage } from './guide-stage';
import { synthesizeExample } from './synthesize-example';

export interface PreparedExampleOptions {
  readonly stage: GuideStage;
  /** Folder for the synthesized YAML. @default a temporary one */
  readonly manifests?: string;
}

/** Everything that a proxy needs to serve the example on this machine. */
export interface PreparedExample {
  /** Folder with the synthesized YAML. */
  readonly manifests: string;
  /** Folder with what the operator of a cluster creates by hand: the Secret with the token for GitHub. */
  readonly secrets: string;
  readonly backend: GithubBackend;
  /** Stops the backend and removes the temporary files. */
  close(): Promise<void>;
}

/** Synthesizes the example, starts the server that stands in for GitHub's, and writes the Secret with the token for it. */
export async function prepareExample(options: PreparedExampleOptions): Promise<PreparedExample> {
  const temporary = await mkdtemp(join(tmpdir(), 'secure-github-mcp-'));
  const removeTemporary = () => rm(temporary, { recursive: true });
  try {
    const manifests = options.manifests ?? join(temporary, 'manifests');
    await synthesizeExample(options.stage, manifests);

    const token = `github_pat_${randomUUID()}`;
    const secrets = join(temporary, 'secrets');
    await mkdir(secrets);
    await writeFile(join(secrets, 'github-token.yaml'), secretYaml(token));

    const backend = await startGithubBackend({ token });
    return {
      manifests,
      secrets,
      backend,
      close: async () => {
        await backend.close();
        await removeTemporary();
      },
    };
  } catch (error) {
    await removeTemporary();
    throw error;
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
