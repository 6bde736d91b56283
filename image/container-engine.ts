import { runCommand } from '../examples/secure-github-mcp/run-command';

/** A container engine that answers: Docker, or podman with storage of its own. */
export interface ContainerEngine {
  /** `docker` or `podman`. */
  readonly program: string;
  /** Environment of each of its commands. */
  readonly env: NodeJS.ProcessEnv;
  /** What `build` needs besides the Dockerfile and its context. */
  readonly buildArguments: readonly string[];
  /** What `run` needs to be as strict as the others. */
  readonly runArguments: readonly string[];
  /** The runtime base that the image stands on. */
  readonly runtimeImage: string;
  /** Removes what was made for this engine, besides the image itself. */
  dispose(): Promise<void>;
}

/** Runs one command of the engine and gives its standard output; throws with what it said where it fails. */
export async function engineOutput(engine: Pick<ContainerEngine, 'program' | 'env'>, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(engine.program, args, { env: engine.env });
  if (code !== 0) {
    throw new Error(`\`${engine.program} ${args.join(' ')}\` ended with exit code ${code}\n${stdout}${stderr}`);
  }
  return stdout.trim();
}
