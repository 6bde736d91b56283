import { text } from 'node:stream/consumers';
import { Io } from './io';

/** The streams of this process. */
export function processIo(): Io {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  return {
    stdout: (output) => void process.stdout.write(output),
    stderr: (output) => void process.stderr.write(output),
    stdin: () => text(process.stdin),
  };
}

/** Who read the output has seen enough, as `head` does: that is no fault, and there is nobody to tell. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  // what runs on until a signal ends it, as the proxy does, drains; other commands have done their work and end by themselves
  process.emit('SIGTERM');
}
