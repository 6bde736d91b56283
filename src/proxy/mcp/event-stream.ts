import { createParser, EventSourceMessage } from 'eventsource-parser';

/** Longest event or JSON answer of a backend that is taken, in characters. */
export const MAX_MESSAGE = 16 * 1024 * 1024;

export interface EventStreamListener {
  event(event: EventSourceMessage): void;
  /** The backend asks for this many milliseconds before a reconnection. */
  retry(milliseconds: number): void;
  comment(text: string): void;
}

/**
 * Reads server-sent events out of bytes.
 * The reader feeds exactly the events it has understood to the client, so that no other reading of the same bytes can hide one.
 */
export class EventStreamReader {
  private readonly decoder = new TextDecoder();
  private tooLong = false;
  private readonly parser;

  constructor(listener: EventStreamListener) {
    this.parser = createParser({
      maxBufferSize: MAX_MESSAGE,
      onEvent: (event) => listener.event(event),
      onRetry: (milliseconds) => listener.retry(milliseconds),
      onComment: (text) => listener.comment(text),
      onError: (error) => {
        this.tooLong ||= error.type === 'max-buffer-size-exceeded';
      },
    });
  }

  /** @returns false when an event is longer than `MAX_MESSAGE`; nothing may be fed after that */
  feed(chunk: Buffer): boolean {
    this.parser.feed(this.decoder.decode(chunk, { stream: true }));
    return !this.tooLong;
  }
}

/** One event as text. */
export function formatEvent({ id, event = 'message', data }: EventSourceMessage): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\n${data.split('\n').map((line) => `data: ${line}\n`).join('')}\n`;
}
