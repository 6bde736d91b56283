import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { type BenchGateway } from './bench-gateway';
import { median, quantile } from './statistics';
import { guideTokens } from '../examples/secure-github-mcp/guide-tokens';

const ROUNDS = 7;
const CALLS_IN_SEQUENCE = 400;
const CONNECTIONS = 32;
const BUSY_MILLISECONDS = 1500;

const headers = {
  'content-type': 'application/json',
  'accept': 'application/json, text/event-stream',
  'authorization': `Bearer ${guideTokens.alice}`,
};

type Call = () => Promise<void>;

/** Latency and throughput of an authenticated tools/call, through the proxy and without it, in turns. */
export async function benchToolsCall(gateway: BenchGateway): Promise<string> {
  const bare = await session(gateway.backendUrl);
  const proxied = await session(gateway.proxyUrl);
  const latency = { bare: [] as number[], proxied: [] as number[] };
  const rate = { bare: [] as number[], proxied: [] as number[] };
  try {
    await Promise.all([inSequence(bare.call), inSequence(proxied.call)]); // warm
    for (let round = 0; round < ROUNDS; round++) {
      latency.bare.push(...await inSequence(bare.call));
      latency.proxied.push(...await inSequence(proxied.call));
    }
    for (let round = 0; round < ROUNDS; round++) {
      rate.bare.push(await busy(bare.call));
      rate.proxied.push(await busy(proxied.call));
    }
  } finally {
    await Promise.all([bare.close(), proxied.close()]);
  }

  const row = (name: string, cells: readonly string[]) => `| ${[name, ...cells].join(' | ')} |`;
  const milliseconds = (share: number) => {
    const [without, through] = [quantile(latency.bare, share), quantile(latency.proxied, share)];
    return [`${without.toFixed(2)} ms`, `${through.toFixed(2)} ms`, `${(through - without).toFixed(2)} ms more`];
  };
  const [bareRate, proxiedRate] = [median(rate.bare), median(rate.proxied)];
  return [
    row('an authenticated `tools/call`', ['bare backend', 'through the proxy', 'difference']),
    row('---', ['---', '---', '---']),
    row('latency, one call at a time, median', milliseconds(0.5)),
    row('latency, one call at a time, 99 of 100', milliseconds(0.99)),
    row(`calls a second, ${CONNECTIONS} connections`, [bareRate.toFixed(0), proxiedRate.toFixed(0), `× ${(proxiedRate / bareRate).toFixed(2)}`]),
  ].join('\n');
}

/** Opens an MCP session; gives a function that makes one call in it and checks the answer. */
async function session(url: string): Promise<{ call: Call; close(): Promise<void> }> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const post = (message: object, more: Record<string, string> = {}) =>
    pool.request({ method: 'POST', path: pathname, headers: { ...headers, ...more }, body: JSON.stringify({ jsonrpc: '2.0', ...message }) });

  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
  const opened = await post({ id: 0, method: 'initialize', params });
  await opened.body.dump();
  const inSession = { 'mcp-session-id': String(opened.headers['mcp-session-id']), 'mcp-protocol-version': '2025-06-18' };
  await (await post({ method: 'notifications/initialized' }, inSession)).body.dump();

  const message = { id: 1, method: 'tools/call', params: { name: 'get_me', arguments: {} } };
  return {
    call: async () => {
      const { statusCode, body } = await post(message, inSession);
      const text = await body.text();
      if (statusCode !== 200 || !text.includes('MyUser')) {
        throw new Error(`${url} answered ${statusCode} ${text}`);
      }
    },
    close: () => pool.close(),
  };
}

async function inSequence(call: Call): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < CALLS_IN_SEQUENCE; count++) {
    const begin = performance.now();
    await call();
    times.push(performance.now() - begin);
  }
  return times;
}

/** Calls a second with every connection kept busy. */
async function busy(call: Call): Promise<number> {
  const begin = performance.now();
  let count = 0;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() - begin < BUSY_MILLISECONDS) {
      await call();
      count += 1;
    }
  }));
  return count / ((performance.now() - begin) / 1000);
}
