import type { IncomingMessage } from 'node:http';

/** A body that was not read to its end. */
export type UnreadBody = 'too large' | 'aborted';

/** Reads a body of at most `limit` bytes; what comes after that is thrown away unread. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | UnreadBody> {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    request.resume();
    return Promise.resolve('too large');
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Buffer | UnreadBody): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      request.resume();
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        finish('too large');
      } else {
        chunks.push(chunk);
      }
    };
    const onEnd = (): void => finish(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size));
    const onClose = (): void => finish('aborted');
    request.on('data', onData).on('end', onEnd).on('close', onClose);
    // a request that broke before anybody listened says nothing any more
    if (request.destroyed) {
      finish('aborted');
    }
  });
}
