import { once } from 'node:events';
import { createServer, Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { gatewayYaml } from './support/gateway-yaml';
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

test('plain HTTP to a TLS port is an error', async () => {
  const { port } = server.address() as AddressInfo;
  const proxy = await startTestProxy(gatewayYaml({ port }));
  const { status } = await post(proxy.url, INITIALIZE).finally(() => proxy.close());
  expect(status).toBe(503);
});
