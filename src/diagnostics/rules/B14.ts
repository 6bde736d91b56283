import { keyOf } from '../../gateway';
import { isKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { mcpTargets } from '../lookup/mcp-targets';
import { oncePerSubject } from '../lookup/once-per-subject';

function example(port: number, policies: string): string {
  return backendExample([`{ name: tools, static: { host: tools.example.com, port: ${port}${policies} } }`]);
}

/** A port and a protocol that do not go together. */
export const B14: DiagnosticRule = {
  code: 'B14',
  title: 'TLS and the port of a target do not go together',
  severity: 'warning',
  security: false,
  written: 'port 443 without `policies.tls`, or `policies.tls` with port 80',
  happens: 'the gateway speaks plain HTTP to a port that expects TLS, or the other way round, since it never infers TLS from the port: 400 or no answer, on every release',
  instead: 'add `policies: { tls: {} }`, or write the other port',
  triggers: [example(443, ''), example(80, ', policies: { tls: {} }')],
  nearMisses: [example(443, ', policies: { tls: {} }'), example(80, ''), `${example(443, '')}---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: tls, namespace: apps }
spec: { targetRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: tools }], backend: { tls: {} } }
`],
  check: (subject) => mcpTargets(subject).flatMap(({ backend, namespace, field, target }): RuleFinding[] => {
    const { port, policies } = target.static ?? {};
    const tls = policies?.tls ?? backend.object.spec.policies?.tls;
    if (port === 443 && tls === undefined && !tlsElsewhere(subject).has(namespace)) {
      return [{
        manifest: backend,
        field: [...field, 'static', 'port'],
        message: `target \`${target.name}\` is reached with plain HTTP at port 443`,
        help: 'add `policies: { tls: {} }` to the target',
      }];
    }
    return port === 80 && policies?.tls !== undefined ? [{
      manifest: backend,
      field: [...field, 'static', 'port'],
      message: `target \`${target.name}\` is reached with TLS at port 80`,
      help: 'write port 443, or remove `tls`',
    }] : [];
  }),
};

/** The namespaces with a policy that turns TLS on towards some backend; which backends it reaches is left open. */
const tlsElsewhere = oncePerSubject(({ manifests }): ReadonlySet<string> => new Set(manifests.filter((manifest) =>
  isKind(manifest, 'BackendTLSPolicy') || (isKind(manifest, 'AgentgatewayPolicy') && manifest.object.spec.backend?.tls !== undefined))
  .map(({ object }) => keyOf(object).namespace)));
