import type { LookupFunction } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { Agent, fetch } from 'undici';
import { folderOf, type Synthesized } from './example';
import { startProcess } from '../../../examples/secure-github-mcp/running-process';
import { command } from '../../../examples/secure-github-mcp/start-proxy';
import type { Running } from '../../support/running';

/** What somebody asks of an MCP server; connecting, if nothing more is said. */
export type Question = { readonly tool: string } | { readonly prompt: string } | undefined;

/** An example that the reference proxy serves. Answers are in words, so that a table can hold them. */
export interface ServedExample {
  /** `allowed`, or how it was refused: status and text of the gateway's answer, or the message of an MCP error. */
  outcome(url: string, token: string | undefined, question?: Question): Promise<string>;
  /** The names of the tools that somebody sees. */
  tools(url: string, token: string): Promise<string[]>;
  /** The text that a tool answers. */
  call(url: string, token: string, tool: string): Promise<string>;
}

/**
 * Starts the proxy, as a process of its own, on what an example synthesizes.
 *
 * @param resolve where the MCP servers of the example run in truth: addresses by `host:port`
 */
export async function serveExample(
  running: Running, objects: readonly Synthesized[], resolve: Readonly<Record<string, string>>,
): Promise<ServedExample> {
  const folder = await folderOf(running, objects);
  const addresses = Object.entries(resolve).flatMap(([name, address]) => ['--resolve', `${name}=${address}`]);
  const proxy = running.endLater(
    await startProcess(process.execPath, [command, 'proxy', folder, '--listen', '80=0', ...addresses], {
      ready: /^listening on http:\/\/localhost:(\d+) .*\n/m,
    }),
    ({ stop }) => stop(),
  );
  // every name leads to the proxy, as the names of a gateway do in DNS
  const toProxy: LookupFunction = (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
  const agent = running.endLater(new Agent({ connect: { lookup: toProxy } }), (each) => each.close());
  const throughProxy = ((url: string | URL, init?: object) => fetch(url, { ...init, dispatcher: agent })) as unknown as FetchLike;

  const withClient = async <T>(url: string, token: string | undefined, use: (client: Client) => Promise<T>): Promise<T> => {
    const there = new URL(url);
    there.port = proxy.ready[1];
    const client = new Client({ name: 'test', version: '1.0.0' });
    const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
    await client.connect(new StreamableHTTPClientTransport(there, { requestInit: { headers }, fetch: throughProxy }));
    try {
      return await use(client);
    } finally {
      await client.close();
    }
  };
  return {
    outcome: async (url, token, question) => {
      try {
        await withClient(url, token, (client) => ask(client, question));
        return 'allowed';
      } catch (error) {
        return refusal(error);
      }
    },
    tools: (url, token) => withClient(url, token, async (client) => (await client.listTools()).tools.map(({ name }) => name)),
    call: (url, token, tool) => withClient(url, token, async (client) => {
      const { content } = await client.callTool({ name: tool });
      return (content as [{ text: string }])[0].text;
    }),
  };
}

async function ask(client: Client, question: Question): Promise<unknown> {
  if (question === undefined) {
    return client.ping();
  }
  return 'tool' in question ? client.callTool({ name: question.tool }) : client.getPrompt({ name: question.prompt });
}

function refusal(error: unknown): string {
  if (error instanceof McpError) {
    return error.message;
  }
  if (error instanceof StreamableHTTPError) {
    const body = error.message.replace('Streamable HTTP error: Error POSTing to endpoint: ', '');
    return body.startsWith('{') ? (JSON.parse(body) as { error: { message: string } }).error.message : `${error.code} ${body}`;
  }
  throw error;
}
