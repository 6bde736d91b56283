import { spawn, type SpawnOptions } from 'node:child_process';

export interface CommandOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** Written to its standard input. */
  readonly input?: string;
}

export interface CommandResult {
  /** The exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever that is. Rejects only where the program cannot be started. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: 'pipe' });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => { output.stdout += chunk; });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { output.stderr += chunk; });
    // a program that ends without reading its input is no failure of ours
    child.stdin.on('error', () => undefined).end(options.input);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
}
