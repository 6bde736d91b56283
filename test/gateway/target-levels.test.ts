import { BACKEND, firstRule, GATEWAY, policy, ROUTE, TO_BACKEND, TO_ROUTE } from './yaml-gateway';
import { McpBackend } from '../../src/gateway';
import { TargetVersion } from '../../src/manifest';

const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: srv, namespace: infra, labels: { app: mcp } }
spec: { ports: [{ name: mcp, port: 3001, appProtocol: agentgateway.dev/mcp }] }
`;
const PLAIN = BACKEND.replace(/static: .*/, 'static: { host: tools.example.com, port: 443 }');
const BY_REFERENCE = BACKEND.replace(/static: .*/, 'static: { backendRef: { name: srv }, port: 3001 }');
const BY_SELECTOR = BACKEND.replace(/static: .*/, 'selector: { services: { matchLabels: { app: mcp } } }');
const TO_SERVICE = "targetRefs: [{ group: '', kind: Service, name: srv }]";
const TO_PORT = (port: string) => TO_SERVICE.replace('name: srv', `name: srv, sectionName: '${port}'`);
const TO_SECTION = (name: string) => TO_BACKEND.replace('name: github', `name: github, sectionName: ${name}`);

function backendOf(documents: readonly string[], version?: TargetVersion): McpBackend {
  const { backend } = firstRule([GATEWAY, ROUTE, ...documents], version).backends[0];
  if (backend.kind !== 'mcp') {
    throw new Error(`the backend is unusable: ${backend.unusable.reason}`);
  }
  return backend.mcp;
}

function credentialOf(documents: readonly string[], version?: TargetVersion): string | undefined {
  const { credential } = backendOf(documents, version).targets[0];
  return credential && 'value' in credential ? credential.value : undefined;
}

const key = (name: string, target: string) => policy(name, `{ ${target}, backend: { auth: { key: ${name} } } }`);

test('a policy on a section is stronger than one on the route and than the backend itself, and weaker than the target itself', () => {
  const inline = `${PLAIN}  policies: { auth: { key: backend } }\n`;
  const policies = [key('route', TO_ROUTE), key('section', TO_SECTION('mcp-target'))];
  expect(credentialOf([PLAIN, ...policies])).toBe('section');
  expect(credentialOf([inline, ...policies])).toBe('section');
  expect(credentialOf([inline.replace('port: 443', 'port: 443, policies: { auth: { key: target } }'), ...policies])).toBe('target');
});

describe('a policy on a Service', () => {
  test.each<[string, string]>([
    ['that a target names', BY_REFERENCE],
    ['that a selector finds', BY_SELECTOR],
  ])('%s is the strongest up to 1.1, and governs no connection to the target since 1.2', (_name, backend) => {
    const documents = [backend, SERVICE, key('route', TO_ROUTE), key('service', TO_SERVICE)];
    expect(credentialOf(documents, '1.1')).toBe('service');
    expect(credentialOf(documents, '1.2')).toBe('route');
    expect(credentialOf(documents, '1.4')).toBe('route');
    expect(credentialOf(documents, 'main')).toBe('route');
  });

  test('is weaker than one on the port of it, which counts by its number', () => {
    const documents = (port: string) => [BY_REFERENCE, SERVICE, key('port', TO_PORT(port)), key('service', TO_SERVICE)];
    expect(credentialOf(documents('3001'), '1.1')).toBe('port');
    expect(credentialOf(documents('3002'), '1.1')).toBe('service');
    expect(credentialOf(documents('mcp'), '1.1')).toBe('service');
  });

  test('reaches it by its labels, too', () => {
    const selecting = "targetSelectors: [{ group: '', kind: Service, matchLabels: { app: mcp } }]";
    expect(credentialOf([BY_REFERENCE, SERVICE, key('service', selecting)], '1.1')).toBe('service');
  });

  test('does not reach a target that names the host of the Service', () => {
    const byHost = BY_REFERENCE.replace('backendRef: { name: srv }', 'host: srv.infra.svc.cluster.local');
    expect(credentialOf([byHost, SERVICE, key('service', TO_SERVICE)], '1.1')).toBeUndefined();
  });
});

describe('a BackendTLSPolicy', () => {
  const tlsPolicy = (target: string, more = 'wellKnownCACertificates: System', name = 'tls') => `
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: ${name}, namespace: infra }
spec:
  ${target}
  validation: { hostname: tools.internal, ${more} }
`;
  const tlsOf = (documents: readonly string[], version?: TargetVersion) => backendOf(documents, version).targets[0].tls;
  const VERIFIED = { serverName: 'tools.internal', verify: 'full' };

  test('on the backend gives TLS to its targets, under the name that it verifies', () => {
    expect(tlsOf([PLAIN, tlsPolicy(TO_BACKEND)])).toEqual(VERIFIED);
    expect(backendOf([PLAIN, tlsPolicy(TO_BACKEND)]).targets[0].other).toEqual([]);
  });

  test('on a section gives TLS to that target alone', () => {
    expect(tlsOf([PLAIN, tlsPolicy(TO_SECTION('mcp-target'))])).toEqual(VERIFIED);
    expect(tlsOf([PLAIN, tlsPolicy(TO_SECTION('other'))])).toBeUndefined();
  });

  test('of another namespace or for another backend gives none', () => {
    expect(tlsOf([PLAIN, tlsPolicy(TO_BACKEND).replace('namespace: infra', 'namespace: other')])).toBeUndefined();
    expect(tlsOf([PLAIN, tlsPolicy(TO_BACKEND.replace('github', 'other'))])).toBeUndefined();
  });

  test('yields to what the target says itself', () => {
    expect(tlsOf([BACKEND, tlsPolicy(TO_BACKEND)])).toEqual({ serverName: 'api.githubcopilot.com', verify: 'full' });
  });

  test('ties with an AgentgatewayPolicy at the same place, and with another one', () => {
    const other = policy('own', `{ ${TO_BACKEND}, backend: { tls: {} } }`);
    expect(backendOf([PLAIN, tlsPolicy(TO_BACKEND), other]).ties).toMatchObject([{ field: 'backend.tls' }]);
    expect(backendOf([PLAIN, tlsPolicy(TO_BACKEND), tlsPolicy(TO_BACKEND, undefined, 'two')]).ties).toMatchObject([{ field: 'backend.tls' }]);
  });

  test('keeps by name what the model does not interpret', () => {
    const namesOf = (more: string) => backendOf([PLAIN, tlsPolicy(TO_BACKEND, more)]).targets[0].other.map(({ name, field }) => `${name} ${field.join('.')}`);
    expect(namesOf("caCertificateRefs: [{ group: '', kind: ConfigMap, name: ca }]")).toEqual(['tls.caCertificateRefs spec.validation.caCertificateRefs']);
    expect(namesOf('wellKnownCACertificates: System, subjectAltNames: [{ type: Hostname, hostname: a.example }]')).toEqual(['tls.subjectAltNames spec.validation.subjectAltNames']);
    expect(namesOf('wellKnownCACertificates: example.com/own')).toEqual(['tls.wellKnownCACertificates spec.validation.wellKnownCACertificates']);
  });

  test('on a Service, or a port of it by number or name, counts as a policy there: up to 1.1', () => {
    for (const target of [TO_SERVICE, TO_PORT('3001'), TO_PORT('mcp')]) {
      expect(tlsOf([BY_REFERENCE, SERVICE, tlsPolicy(target)], '1.1')).toEqual(VERIFIED);
      expect(tlsOf([BY_REFERENCE, SERVICE, tlsPolicy(target)], '1.2')).toBeUndefined();
    }
    expect(tlsOf([BY_REFERENCE, SERVICE, tlsPolicy(TO_PORT('metrics'))], '1.1')).toBeUndefined();
  });
});
