import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** The header that the guide's commands send besides the token. */
export const guideHeaders = { 'mcp-protocol-version': '2024-11-05' };

/** Connects the official SDK's client as the guide does, with a bearer token or without; use it, and it is closed. */
export async function withGuideClient<T>(url: string, token: string | undefined, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ name: 'guide', version: '1.0.0' });
  const headers = { ...guideHeaders, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
