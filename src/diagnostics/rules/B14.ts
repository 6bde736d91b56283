import { keyOf, McpTarget } from '../../gateway';
import { isBefore, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { gatewayExample } from '../examples/gateway-example';
import { policyExample } from '../examples/policy-example';
import { attachmentsOf } from '../lookup/attachments';
import { hasTls } from '../lookup/has-tls';
import { mcpTargets, WrittenTarget } from '../lookup/mcp-targets';
import { oncePerSubject } from '../lookup/once-per-subject';
import { pathsToBackends } from '../lookup/paths-to-backends';

function example(port: number, policies: string): string {
  return backendExample([`{ name: tools, static: { host: tools.example.com, port: ${port}${policies} } }`]);
}

function standardPolicy(target: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: tls, namespace: apps }
spec: { targetRefs: [{ ${target} }], validation: { hostname: tools.example.com, wellKnownCACertificates: System } }
`;
}

function tlsPolicy(target: string): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: tls, namespace: apps }
spec: { targetRefs: [{ ${target} }], backend: { tls: {} } }
`;
}

const SERVICE = backendExample(['{ name: tools, static: { backendRef: { name: tools }, port: 443 } }']);
const ROUTED = gatewayExample().replace(', policies: { tls: {} }', '');

/** A port and a protocol that do not go together. */
export const B14: DiagnosticRule = {
  code: 'B14',
  title: 'TLS and the port of a target do not go together',
  severity: 'warning',
  security: false,
  written: 'port 443 without `policies.tls` and without a policy that turns TLS on towards the target, or `policies.tls` of the target or the backend with port 80',
  happens: 'the gateway speaks plain HTTP to a port that expects TLS, or the other way round, since it never infers TLS from the port: 400 or no answer, on every release',
  instead: 'add `policies: { tls: {} }` or, for a Service, a policy with `backend.tls` on the AgentgatewayBackend; or write the other port',
  triggers: [
    example(443, ''),
    example(80, ', policies: { tls: {} }'),
    backendExample(['{ name: tools, static: { host: tools.example.com, port: 80 } }']).replace('spec:\n', 'spec:\n  policies: { tls: {} }\n'),
    `${example(443, '')}---${tlsPolicy('group: agentgateway.dev, kind: AgentgatewayBackend, name: other')}`,
    `${example(443, '')}---${tlsPolicy('group: agentgateway.dev, kind: AgentgatewayBackend, name: tools, sectionName: other')}`,
    `${SERVICE}---${tlsPolicy("group: '', kind: Service, name: tools, sectionName: '443'")}`,
    `${SERVICE}---${standardPolicy("group: '', kind: Service, name: tools")}`,
  ],
  nearMisses: [
    example(443, ', policies: { tls: {} }'),
    example(80, ''),
    `${example(443, '')}---${tlsPolicy('group: agentgateway.dev, kind: AgentgatewayBackend, name: tools')}`,
    `${example(443, '')}---${tlsPolicy('group: agentgateway.dev, kind: AgentgatewayBackend, name: tools, sectionName: tools')}`,
    `${example(443, '')}---${standardPolicy('group: agentgateway.dev, kind: AgentgatewayBackend, name: tools')}`,
    `${SERVICE}---${standardPolicy('group: agentgateway.dev, kind: AgentgatewayBackend, name: tools, sectionName: tools')}`,
    `${ROUTED}\n---${policyExample('tls', 'HTTPRoute', 'backend: { tls: {} }')}`,
    `${ROUTED}\n---${policyExample('tls', 'Gateway', 'backend: { tls: {} }')}`,
    `${example(443, '')}---${tlsPolicy('group: gateway.networking.k8s.io, kind: Gateway, name: elsewhere')}`,
  ],
  check: (subject) => mcpTargets(subject).flatMap((written): RuleFinding[] => {
    const { backend, field, target } = written;
    const { port, policies } = target.static ?? {};
    const tls = policies?.tls ?? backend.object.spec.policies?.tls;
    if (port === 443 && tls === undefined && !hasTlsFromPolicies(subject, written)) {
      return [{
        manifest: backend,
        field: [...field, 'static', 'port'],
        message: `target \`${target.name}\` is reached with plain HTTP at port 443`,
        help: target.static?.backendRef === undefined
          ? 'add `policies: { tls: {} }` to the target'
          : `target the AgentgatewayBackend, with \`sectionName: ${target.name}\`, with a policy that sets \`backend: { tls: {} }\``,
      }];
    }
    return port === 80 && tls !== undefined ? [{
      manifest: backend,
      field: [...field, 'static', 'port'],
      message: `target \`${target.name}\` is reached with TLS at port 80`,
      help: 'write port 443, or remove `tls`',
    }] : [];
  }),
};

/** Of the backend, up to 1.1 of the Service that the target is, or of every route and Gateway on the way. */
function hasTlsFromPolicies(subject: Subject, { backend, namespace, field, target }: WrittenTarget): boolean {
  const name = isBefore(subject.targetVersion, '1.2') ? target.static?.backendRef?.name : undefined;
  if (hasTls(subject, 'AgentgatewayBackend', keyOf(backend.object), target.name) || (name !== undefined && hasTls(subject, 'Service', { namespace, name }))) {
    return true;
  }
  const reached = serversOf(subject).get(backend)?.filter((server) => server.field.at(-1) === field.at(-1)) ?? [];
  // a Gateway or a route that is not among the manifests may lead here
  return reached.length === 0 ? hasTlsOnTheWay(subject) : reached.every(({ tls }) => tls !== undefined);
}

/** The servers of each backend, as each way to it reaches them. */
const serversOf = oncePerSubject((subject): ReadonlyMap<Manifest, readonly McpTarget[]> => {
  const found = new Map<Manifest, McpTarget[]>();
  for (const { backend: { manifest, targets } } of pathsToBackends(subject)) {
    const servers = found.get(manifest);
    servers ? servers.push(...targets) : found.set(manifest, [...targets]);
  }
  return found;
});

/** Whether a policy turns TLS on for whatever is behind a route or a Gateway. */
const hasTlsOnTheWay = oncePerSubject((subject): boolean => attachmentsOf(subject).some(({ policy, group }) =>
  group === 'gateway.networking.k8s.io' && policy.object.spec.backend?.tls !== undefined));
