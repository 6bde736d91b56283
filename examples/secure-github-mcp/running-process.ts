import { spawn, type SpawnOptions } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

export interface ProcessOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** The process is ready once a line of its standard error matches. */
  readonly ready: RegExp;
  /** How long it may take to be ready, in milliseconds. @default 30000 */
  readonly readyWithin?: number;
  /** Gets everything it writes to standard output. */
  readonly onStdout?: (text: string) => void;
  /** Gets everything it writes to standard error. */
  readonly onStderr?: (text: string) => void;
}

export interface RunningProcess {
  readonly pid: number;
  /** What `ready` matched. */
  readonly ready: RegExpExecArray;
  /** Its exit code, once it has ended by itself or was stopped; null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks it to end (SIGTERM), and ends it (SIGKILL) where it does not within ten seconds; gives its exit code. */
  stop(): Promise<number | null>;
}

/** A process that ended, or stayed silent, before it was ready. */
export class ProcessNotReady extends Error {
  constructor(readonly code: number | null, readonly stderr: string) {
    super(stderr.trim() || `the process ended with exit code ${code} before it was ready`);
  }
}

/** Starts a program and waits until it says that it is ready. */
export async function startProcess(program: string, args: readonly string[], options: ProcessOptions): Promise<RunningProcess> {
  const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const stop = () => {
    const lastResort = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.kill('SIGTERM');
    return exited.finally(() => clearTimeout(lastResort));
  };

  const stdout = new StringDecoder();
  child.stdout.on('data', (chunk: Buffer) => options.onStdout?.(stdout.write(chunk)));

  const ready = await new Promise<RegExpExecArray>((resolve, reject) => {
    let unread = '';
    let isReady = false;
    const deadline = setTimeout(() => child.kill('SIGKILL'), options.readyWithin ?? 30_000);
    const stderr = new StringDecoder();
    child.stderr.on('data', (chunk: Buffer) => {
      const text = stderr.write(chunk);
      options.onStderr?.(text);
      if (isReady) {
        return;
      }
      unread += text;
      const match = options.ready.exec(unread);
      if (match !== null) {
        isReady = true;
        clearTimeout(deadline);
        resolve(match);
      }
    });
    child.once('error', (error) => {
      clearTimeout(deadline);
      reject(error);
    });
    void exited.then((code) => {
      clearTimeout(deadline);
      reject(new ProcessNotReady(code, unread));
    });
  });
  return { pid: child.pid!, ready, exited, stop };
}
