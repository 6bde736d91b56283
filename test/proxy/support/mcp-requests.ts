import { ALICE_JWT } from '../../fixtures/guide';

/** An answer, read to its end. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export const ACCEPT = 'application/json, text/event-stream';

export interface PostOptions {
  readonly token?: string | null;
  readonly session?: string;
  readonly headers?: Record<string, string>;
}

/** Posts a message as Alice, unless another token is given; `null` sends none. */
export async function post(url: string, message: unknown, { token = ALICE_JWT, session, headers }: PostOptions = {}): Promise<Answered> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'accept': ACCEPT,
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(session !== undefined && { 'mcp-session-id': session }),
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

export function request(method: string, params?: unknown, id: unknown = 1): unknown {
  return { jsonrpc: '2.0', id, method, params };
}

export const INITIALIZE = request('initialize', {
  protocolVersion: '2025-06-18', capabilities: { sampling: {}, roots: { listChanged: true } }, clientInfo: { name: 'test', version: '1' },
}, 0);

/** Opens a session and returns its id. */
export async function openSession(url: string, options: PostOptions = {}): Promise<string> {
  const { status, headers, body } = await post(url, INITIALIZE, options);
  if (status !== 200) {
    throw new Error(`initialize was answered ${status}: ${body}`);
  }
  return headers.get('mcp-session-id')!;
}

/** The messages of an event stream. */
export function messagesOf(body: string): { id?: unknown; result?: Record<string, unknown>; error?: { code: number; message: string } }[] {
  return body.split('\n').filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice('data: '.length)));
}
