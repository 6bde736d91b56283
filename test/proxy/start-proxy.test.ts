import { once } from 'node:events';
import { AddressInfo, createServer } from 'node:net';
import { ProxyOptions, ProxyStartError, startProxy } from '../../src/proxy';
import { ALICE_JWT } from '../fixtures/guide';
import { gatewayYaml, policy, tlsPolicy } from './support/gateway-yaml';
import { INITIALIZE, openSession, post } from './support/mcp-requests';
import { answerResult, ScriptedBackend, startScriptedBackend } from './support/scripted-backend';
import { gatewayOf, startTestProxy } from './support/start-test-proxy';

let backend: ScriptedBackend;

beforeAll(async () => {
  backend = await startScriptedBackend(answerResult({}));
});

afterAll(() => backend.close());

async function problemsOf(documents: readonly string[], options: Partial<ProxyOptions> = {}): Promise<readonly string[]> {
  try {
    const proxy = await startProxy({ gateway: gatewayOf(documents), listen: new Map([[80, { port: 0 }]]), accessLog: () => undefined, ...options });
    await proxy.close();
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ProxyStartError);
    const { problems } = error as ProxyStartError;
    problems.forEach(({ help }) => expect(help).not.toBe(''));
    return problems.map(({ message }) => message);
  }
}

const TO_GATEWAY = 'gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy';
/** A route that hands everything on to the guide's. */
const HANDING = `{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: above, namespace: agentgateway-system },
  spec: { parentRefs: [{ name: agentgateway-proxy }], rules: [{ backendRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp-github }] }] } }`;

/** The guide's gateway whose route gets its requests from another one. */
function handedOn(parentRefs: string, ...more: readonly string[]): readonly string[] {
  return [...gatewayYaml({ port: 1, more }).map((text) => text.replace('parentRefs: [{ name: agentgateway-proxy }]', parentRefs)), HANDING];
}

const IN_BACKEND = 'AgentgatewayBackend `agentgateway-system/github`';

describe('the proxy does not start on what it does not enforce', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['no gateway at all', [], ['no Gateway of class `agentgateway` has a listener']],
    ['a traffic field that it does not know', gatewayYaml({ port: 1, traffic: 'csrf: {}' }),
      ['`spec.traffic.csrf` of AgentgatewayPolicy `agentgateway-system/jwt` is not implemented by the proxy']],
    ['an HTTPS listener', gatewayYaml({ port: 1, listeners: '{ name: http, port: 80, protocol: HTTP }, { name: tls, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: x }] } }' }),
      ['listener `tls` of Gateway `agentgateway-system/agentgateway-proxy` has the protocol `HTTPS`, the proxy serves only HTTP']],
    ['a second target', gatewayYaml({ port: 1 }).map((text) => text.replace('targets: [', 'targets: [{ name: other, static: { host: x, port: 1 } }, ')),
      [`${IN_BACKEND} has 2 targets, the proxy serves exactly one`]],
    ['a target of the SSE transport', gatewayYaml({ port: 1 }).map((text) => text.replace('path: /mcp/,', 'path: /mcp/, protocol: SSE,')),
      [`target \`mcp-target\` of ${IN_BACKEND} uses the transport \`SSE\`, the proxy speaks only streamable HTTP`]],
    ['stateless sessions', gatewayYaml({ port: 1, mcp: 'sessionRouting: Stateless' }),
      [`${IN_BACKEND} has the session routing \`Stateless\`, which the proxy does not implement`]],
    ['keys that are elsewhere', [...gatewayYaml({ port: 1, jwt: null }), policy('jwt', TO_GATEWAY,
      'traffic: { jwtAuthentication: { providers: [{ issuer: solo.io, jwks: { remote: { jwksPath: /keys, backendRef: { name: keys, port: 80 } } } }] } }')],
    ['the keys of issuer `solo.io` in AgentgatewayPolicy `agentgateway-system/jwt` are fetched from elsewhere, which the proxy does not do']],
    ['authorities of one\'s own in a BackendTLSPolicy', gatewayYaml({ port: 1, more: [tlsPolicy("caCertificateRefs: [{ group: '', kind: ConfigMap, name: ca }]")] }),
      ['`spec.validation.caCertificateRefs` of BackendTLSPolicy `agentgateway-system/tls` is not implemented by the proxy']],
    ['a certificate of the Gateway towards servers', gatewayYaml({ port: 1 }).map((text) => text.replace('gatewayClassName: agentgateway,', 'gatewayClassName: agentgateway, tls: { backend: { clientCertificateRef: { name: own } } },')),
      ['`spec.tls.backend` of Gateway `agentgateway-system/agentgateway-proxy` is not implemented by the proxy']],
    ['requests that are handed on to nobody knows whom', handedOn('parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: other }]',
      HANDING.replace('parentRefs: [{ name: agentgateway-proxy }], ', '').replace('name: above', 'name: other')),
    ['`spec.rules[0].backendRefs[0]` of HTTPRoute `agentgateway-system/above` hands requests on to HTTPRoute `agentgateway-system/mcp-github`, and what happens there is not settled']],
    ['a Secret that is not there', gatewayYaml({ port: 1, targetPolicies: 'auth: { secretRef: { name: github-token } }' }),
      [`target \`mcp-target\` of ${IN_BACKEND} needs the key \`Authorization\` of the Secret \`agentgateway-system/github-token\`, which is not there`]],
  ])('%s', async (_, documents, messages) => {
    expect(await problemsOf(documents)).toEqual(messages);
  });

  test('two policies that set one field at one place', async () => {
    const messages = await problemsOf([...gatewayYaml({ port: 1 }), policy('other', TO_GATEWAY,
      'traffic: { jwtAuthentication: { providers: [{ issuer: x, jwks: { inline: \'{"keys":[]}\' } }] } }')]);
    expect(messages).toEqual([expect.stringMatching(/^AgentgatewayPolicy .* and AgentgatewayPolicy .* both set `.*` at the same place, which of them holds is not defined$/)]);
  });

  test('a credential that no header may hold, without showing it', async () => {
    const messages = await problemsOf(gatewayYaml({ port: 1, targetPolicies: 'auth: { secretRef: { name: github-token } }' }), { secrets: () => 'pat\r\nx: y' });
    expect(messages).toEqual([`the credential for target \`mcp-target\` of ${IN_BACKEND} is empty or holds characters that no header may hold`]);
  });
});

describe('the proxy does not start on options that would change nothing', () => {
  test.each<[string, Partial<ProxyOptions>, string]>([
    ['a listen address for a port that the Gateway does not have', { listen: new Map([[80, { port: 0 }], [81, { port: 0 }]]) }, 'no listener of the Gateway has port 81'],
    ['a resolution for a target that is not there', { resolve: new Map([['x:1', 'y:2']]) }, 'no target is at `x:1`, so resolving it elsewhere changes nothing'],
    ['a resolution to nowhere', { resolve: new Map([['127.0.0.1:1', 'y']]) }, '`y` is no address to connect to'],
    ['a short session key', { sessionKey: Buffer.alloc(16) }, 'the session key has 16 bytes'],
  ])('%s', async (_, options, message) => {
    expect(await problemsOf(gatewayYaml({ port: 1 }), options)).toEqual([message]);
  });
});

test('a port in use is named', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  expect(await problemsOf(gatewayYaml({ port: 1 }), { listen: new Map([[80, { port }]]) })).toEqual([`port ${port} of 127.0.0.1 is already in use`]);
  other.close();
  await once(other, 'close');
});

describe('the credential of the gateway', () => {
  test.each([
    ['from a Secret, with the usual prefix', 'auth: { secretRef: { name: github-token } }', 'Bearer pat', { authorization: 'Bearer pat' }],
    ['from a Secret that has the scheme in front', 'auth: { secretRef: { name: github-token } }', 'Bearer pat\n', { authorization: 'Bearer pat' }],
    ['from a Secret without it', 'auth: { secretRef: { name: github-token } }', 'pat', { authorization: 'Bearer pat' }],
    ['in a header of its own', 'auth: { secretRef: { name: github-token }, location: { header: { name: X-Key } } }', 'pat', { 'x-key': 'pat' }],
    ['from the manifest', 'auth: { key: pat }', '', { authorization: 'Bearer pat' }],
  ])('%s', async (_, targetPolicies, secret, expected) => {
    backend.received.length = 0;
    const proxy = await startTestProxy(gatewayYaml({ port: backend.port, targetPolicies }), {
      secrets: ({ namespace, name }, key) => `${namespace}/${name}/${key}` === 'agentgateway-system/github-token/Authorization' ? secret : undefined,
    });
    const { status } = await post(proxy.url, INITIALIZE, { headers: { 'x-key': 'of the client' } }).finally(() => proxy.close());
    expect(status).toBe(200);
    expect(backend.received[0].headers).toMatchObject(expected);
    expect(JSON.stringify(backend.received[0].rawHeaders)).not.toContain(ALICE_JWT);
  });

  test('is the only one that goes on in strict, also where no policy reads the client\'s', async () => {
    for (const [profile, expected] of [['strict', undefined], ['1.4', `Bearer ${ALICE_JWT}`]] as const) {
      backend.received.length = 0;
      const proxy = await startTestProxy(gatewayYaml({ port: backend.port, jwt: null }), { profile });
      await post(proxy.url, INITIALIZE).finally(() => proxy.close());
      expect(backend.received[0].headers.authorization).toBe(expected);
    }
  });
});

test('a target that is resolved elsewhere keeps its name', async () => {
  backend.received.length = 0;
  const proxy = await startTestProxy(gatewayYaml({ host: 'mcp.example', port: 8443 }), { resolve: new Map([['mcp.example:8443', `127.0.0.1:${backend.port}`]]) });
  const { status } = await post(proxy.url, INITIALIZE).finally(() => proxy.close());
  expect(status).toBe(200);
  expect(backend.received[0].headers.host).toBe('mcp.example');
});

test('a route serves what another one hands on to it, under the policies of both', async () => {
  backend.received.length = 0;
  const documents = handedOn('parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: above }]').map((text) => text.replace('port: 1,', `port: ${backend.port},`));
  const proxy = await startTestProxy(documents);
  const statuses = [
    (await post(proxy.url, INITIALIZE)).status,
    (await post(proxy.url, INITIALIZE, { token: null })).status,
    (await post(new URL('/other', proxy.url).href, INITIALIZE)).status,
  ];
  await proxy.close();
  expect(statuses).toEqual([200, 401, 404]);
  expect(backend.received).toHaveLength(1);
});

test('session ids outlive a restart with the same key', async () => {
  const sessionKey = Buffer.alloc(32, 7);
  const documents = gatewayYaml({ port: backend.port });
  const first = await startTestProxy(documents, { sessionKey });
  const session = await openSession(first.url).finally(() => first.close());
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
  for (const [options, status] of [[{ sessionKey }, 200], [{}, 404]] as const) {
    const proxy = await startTestProxy(documents, options);
    expect((await post(proxy.url, ping, { session }).finally(() => proxy.close())).status).toBe(status);
  }
});

describe('closing', () => {
  test('ends event streams, lets calls finish and takes no more connections', async () => {
    let answer: (() => void) | undefined;
    const called = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let finish: (() => void) | undefined;
    const slow = await startScriptedBackend((received, response) => {
      if (received.method === 'GET') {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      } else if (received.body.includes('tools/call')) {
        finish = () => answerResult({ ok: true })(received, response);
        answer?.();
      } else {
        answerResult({})(received, response);
      }
    });
    const proxy = await startTestProxy(gatewayYaml({ port: slow.port }));
    const session = await openSession(proxy.url);
    const stream = await fetch(proxy.url, { headers: { 'authorization': `Bearer ${ALICE_JWT}`, 'mcp-session-id': session, 'accept': 'text/event-stream' } });
    const call = post(proxy.url, { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x' } }, { session });
    await called;
    const closed = proxy.close();
    expect(await stream.text()).toBe('');
    await expect(fetch(proxy.url)).rejects.toThrow();
    finish?.();
    expect((await call).body).toContain('"ok":true');
    await closed;
    await slow.close();
  });
});

test('a fault in the proxy itself is answered 500 and nothing is forwarded', async () => {
  backend.received.length = 0;
  const proxy = await startTestProxy(gatewayYaml({ port: backend.port }), {
    decisionLog: () => {
      throw new Error('secret detail');
    },
  });
  const answer = await post(proxy.url, INITIALIZE).finally(() => proxy.close());
  expect(answer).toMatchObject({ status: 500, body: 'internal error' });
  expect(backend.received).toEqual([]);
});
