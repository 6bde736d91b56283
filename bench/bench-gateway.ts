import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget, ToolPolicy } from 'cdk8s-mcp-gateway';
import { startProcess } from '../examples/secure-github-mcp/running-process';
import { startProxy } from '../examples/secure-github-mcp/start-proxy';

const host = 'mcp.example.com';

/** A backend that always answers the same, and the proxy in front of it with the guide's policies; each is a process of its own. */
export interface BenchGateway {
  readonly backendUrl: string;
  readonly proxyUrl: string;
  readonly proxyPid: number;
  close(): Promise<void>;
}

/** Starts both. Plain HTTP throughout, so that the difference between the two is the proxy and nothing else. */
export async function startBenchGateway(): Promise<BenchGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const app = new App({ outdir: folder });
  const chart = new Chart(app, 'bench', { namespace: 'agentgateway-system' });
  const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'agentgateway-proxy' } });
  const backend = new McpBackend(chart, 'backend', { targets: [McpTarget.host(host, { port: 80, path: '/mcp/' })] });
  gateway.addRoute('/mcp-github', backend);
  const alice = ClaimRule.claim('sub').equals('alice');
  const jwks = Jwks.fromFile(join(__dirname, '../examples/secure-github-mcp/jwks.json'));
  new JwtPolicy(chart, 'jwt', { target: gateway, providers: [{ issuer: 'solo.io', anyAudience: 'the tokens of the guide carry no audience', jwks }], allow: [alice] });
  new ToolPolicy(chart, 'tools', { target: backend, allow: [ClaimRule.allOf(alice, ClaimRule.tool('get_me'))] });
  app.synth();

  const server = await startProcess(process.execPath, [join(__dirname, 'fixed-backend.cjs')], { ready: /^listening on (\d+)\n/m });
  const proxy = await startProxy({
    paths: [folder],
    backend: { certificate: '', resolve: `${host}:80=127.0.0.1:${server.ready[1]}` },
    port: 0,
  });
  return {
    backendUrl: `http://127.0.0.1:${server.ready[1]}/mcp/`,
    proxyUrl: proxy.url.replace('localhost', '127.0.0.1'),
    proxyPid: proxy.pid,
    close: async () => {
      await proxy.stop();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
