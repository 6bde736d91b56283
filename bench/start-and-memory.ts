import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { median } from './statistics';
import { prepareExample } from '../examples/secure-github-mcp/prepared-example';
import { runCommand } from '../examples/secure-github-mcp/run-command';
import { startProcess } from '../examples/secure-github-mcp/running-process';
import { startProxy } from '../examples/secure-github-mcp/start-proxy';

const STARTS = 11;
const IDLE_MILLISECONDS = 1000;

/** The program without what was compiled of it ahead: how it starts where it was installed from npm. */
const uncompiled = join(__dirname, '../lib/program.cjs');

/** A server on Node alone: what of a start is not ours. */
const bareServer = 'const server = require("node:http").createServer((request, response) => response.writeHead(401).end());'
  + 'server.listen(0, "127.0.0.1", () => console.error(`listening on http://127.0.0.1:${server.address().port} bare`));'
  + 'process.once("SIGTERM", () => process.exit(0));';

/** From the start of the process to its first answer, and what it holds of memory when nothing happens; beside a bare server of Node's. */
export async function benchStartAndMemory(): Promise<string> {
  const example = await prepareExample({ stage: 'complete' });
  const options = { paths: [example.manifests, example.secrets], backend: example.backend, port: 0 };
  const proxy = () => startProxy(options);
  const asInstalled = () => startProxy({ ...options, program: uncompiled });
  const bare = async () => {
    const started = await startProcess(process.execPath, ['-e', bareServer], { ready: /^listening on (http:\S+) .*\n/m });
    return { ...started, url: started.ready[1] };
  };
  const measured = { bare: [] as Measured[], proxy: [] as Measured[], asInstalled: [] as Measured[] };
  try {
    for (let count = 0; count < STARTS; count++) {
      measured.bare.push(await measure(bare));
      measured.proxy.push(await measure(proxy));
      measured.asInstalled.push(await measure(asInstalled));
    }
  } finally {
    await example.close();
  }

  const cells = (of: keyof Measured, unit: string) => Object.values(measured).map((all) => `${median(all.map((one) => one[of])).toFixed(0)} ${unit}`);
  return [
    '| one process | bare server of Node | proxy with the example | the same, not compiled ahead | goal |',
    '| --- | --- | --- | --- | --- |',
    `| start to first answer, median of ${STARTS} | ${cells('start', 'ms').join(' | ')} | under 300 ms |`,
    `| resident memory, idle | ${cells('memory', 'MB').join(' | ')} | under 90 MB |`,
  ].join('\n');
}

interface Measured {
  /** Milliseconds. */
  readonly start: number;
  /** Megabytes (10⁶ bytes). */
  readonly memory: number;
}

async function measure(start: () => Promise<{ pid: number; url: string; stop(): Promise<unknown> }>): Promise<Measured> {
  const begin = performance.now();
  const server = await start();
  try {
    const { status } = await fetch(server.url, { method: 'POST' });
    if (status !== 401) {
      throw new Error(`${server.url} answered ${status}`);
    }
    const elapsed = performance.now() - begin;
    await new Promise((resolve) => setTimeout(resolve, IDLE_MILLISECONDS));
    const { stdout } = await runCommand('ps', ['-o', 'rss=', '-p', `${server.pid}`]);
    return { start: elapsed, memory: Number(stdout) * 1024 / 1e6 };
  } finally {
    await server.stop();
  }
}
