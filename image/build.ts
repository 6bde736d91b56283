import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContainerEngine, engineOutput } from './container-engine';
import { dockerEngine } from './docker-engine';
import { podmanEngine } from './podman-engine';
import { tryImage } from './try-image';
import { reportOutcomes } from '../examples/secure-github-mcp/report-outcomes';

/** What automake and its descendants take for "skipped". */
const SKIPPED = 77;

/** Builds the image, plays the guide's self-test against containers of it, and removes all that was made. */
async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  let engine: ContainerEngine | undefined;
  const image = `localhost/cdk8s-mcp-gateway:trial-${process.pid}`;
  try {
    engine = await dockerEngine() ?? await podmanEngine(folder);
    if (engine === undefined) {
      process.stderr.write('image: skipped: no Docker engine answers, and podman can only be set up by root on Debian on x64\n');
      return SKIPPED;
    }
    process.stdout.write(`image: built by ${engine.program}\n`);
    await engineOutput(engine, ['build', ...engine.buildArguments, '--file', 'image/Dockerfile', '--tag', image, '.']);
    return await reportOutcomes('image', tryImage(engine, image));
  } finally {
    if (engine !== undefined) {
      await engineOutput(engine, ['rmi', '--force', image]);
      await engine.dispose();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

main().then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
