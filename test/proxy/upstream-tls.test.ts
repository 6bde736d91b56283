import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { gatewayYaml, tlsPolicy } from './support/gateway-yaml';
import { Answered, INITIALIZE, post } from './support/mcp-requests';
import { startTestProxy } from './support/start-test-proxy';
import { throwAwayCertificate, ThrowAwayCertificate } from '../../examples/secure-github-mcp/throw-away-certificate';

let certificate: ThrowAwayCertificate;
let server: Server;
let names: (string | false | null | undefined)[];
let hosts: (string | undefined)[];

beforeAll(async () => {
  certificate = await throwAwayCertificate('mcp.example');
  server = createServer({ ...certificate }, (request, response) => {
    names.push((request.socket as TLSSocket).servername);
    hosts.push(request.headers.host);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc":"2.0","id":0,"result":{}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

beforeEach(() => {
  names = [];
  hosts = [];
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

async function call(tls: string): Promise<Answered> {
  const { port } = server.address() as AddressInfo;
  const proxy = await startTestProxy(gatewayYaml({ host: 'mcp.example', port: 443, targetPolicies: `tls: ${tls}` }), {
    resolve: new Map([['mcp.example:443', `127.0.0.1:${port}`]]),
  });
  return post(proxy.url, INITIALIZE).finally(() => proxy.close());
}

test('a certificate of nobody that is trusted is refused, before anything is sent', async () => {
  for (const tls of ['{ sni: mcp.example }', '{ sni: mcp.example, insecureSkipVerify: Hostname }']) {
    const { status, body } = await call(tls);
    expect([status, body]).toEqual([503, expect.stringMatching(/^upstream call failed: the connection is not trusted \([A-Z_]*CERT[A-Z_]*\)$/)]);
  }
  expect(names).toEqual([]);
});

test('it is taken only where the manifests say so, under the name of the target', async () => {
  expect((await call('{ sni: mcp.example, insecureSkipVerify: All }')).status).toBe(200);
  expect(names).toEqual(['mcp.example']);
  expect(hosts).toEqual(['mcp.example']);
});

test('a BackendTLSPolicy on the backend turns TLS on, and trusts whom the system trusts', async () => {
  const { port } = server.address() as AddressInfo;
  const documents = gatewayYaml({ host: 'tools.example', port: 443, more: [tlsPolicy('wellKnownCACertificates: System')] });
  const proxy = await startTestProxy(documents, { resolve: new Map([['tools.example:443', `127.0.0.1:${port}`]]) });
  const { status, body } = await post(proxy.url, INITIALIZE).finally(() => proxy.close());
  expect([status, body]).toEqual([503, expect.stringMatching(/^upstream call failed: the connection is not trusted \([A-Z_]*CERT[A-Z_]*\)$/)]);
  expect(names).toEqual([]);
});

describe('with the certificate authority in NODE_EXTRA_CA_CERTS', () => {
  test.each([
    ['the name in the certificate', '{ sni: mcp.example }', 200],
    ['another name', '{ sni: other.example }', 503],
    ['another name that the manifests say not to look at', '{ sni: other.example, insecureSkipVerify: Hostname }', 200],
  ])('a target of %s', async (_, tls, status) => {
    const folder = await mkdtemp(join(tmpdir(), 'upstream-tls-'));
    const file = join(folder, 'ca.pem');
    await writeFile(file, certificate.cert);
    const { port } = server.address() as AddressInfo;
    const documents = gatewayYaml({ host: 'mcp.example', port: 443, targetPolicies: `tls: ${tls}` });
    const program = spawn(
      process.execPath,
      ['--import', 'tsx', join(__dirname, 'support/proxy-process.ts'), JSON.stringify({ documents, resolve: [['mcp.example:443', `127.0.0.1:${port}`]] })],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: file }, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const ended = once(program, 'exit');
    try {
      const [line] = await once(program.stdout, 'data') as [Buffer];
      expect((await post(`http://127.0.0.1:${Number(line)}/mcp-github`, INITIALIZE)).status).toBe(status);
    } finally {
      program.stdin.end();
      await ended;
      await rm(folder, { recursive: true });
    }
  }, 30_000);
});

test('plain HTTP to a TLS port is an error', async () => {
  const { port } = server.address() as AddressInfo;
  const proxy = await startTestProxy(gatewayYaml({ port }));
  const { status } = await post(proxy.url, INITIALIZE).finally(() => proxy.close());
  expect(status).toBe(503);
});
