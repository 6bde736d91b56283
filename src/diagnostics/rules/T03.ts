import { ManifestIndex } from '../../gateway';
import { isKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { targetExample } from '../examples/target-example';
import { Attachment, attachmentsOf } from '../lookup/attachments';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { onePerField } from '../lookup/one-per-field';
import { sectionNames } from '../lookup/section-names';
import { textOfKey } from '../lookup/text-of-key';
import { nearest } from '../nearest';

const SELECTING = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: servers, namespace: agentgateway-system }
spec: { mcp: { targets: [{ name: all, selector: { services: { matchLabels: { app: mcp } } } }] } }
---
apiVersion: v1
kind: Service
metadata: { name: srv, namespace: agentgateway-system, labels: { app: mcp } }
spec: { ports: [{ port: 3001, appProtocol: agentgateway.dev/mcp }] }
`;

function onServer(section: string): string {
  return targetExample(`group: agentgateway.dev, kind: AgentgatewayBackend, name: servers, sectionName: ${section}`, { body: 'backend: { tls: {} }' });
}

/** A policy on a listener, rule, target or port that its object does not have. */
export const T03: DiagnosticRule = {
  code: 'T03',
  title: 'The section that a policy targets does not exist',
  severity: 'error',
  security: true,
  written: 'a `sectionName` that is no listener of the Gateway, rule of the route, target of the backend or port of the Service, or a `port` without listener',
  happens: 'the status says `Accepted: True` and `Attached: True`, and the policy has no effect, up to 1.4; later releases report the section as not found',
  instead: 'write the name of a section that exists (of a selector, the name of the server that it finds, such as `srv-3001`), or leave `sectionName` out to target the whole object',
  triggers: [
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy, sectionName: htpp')),
    gatewayExample(targetExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: github, sectionName: gitlab', { body: 'backend: { tls: {} }' })),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy, port: 8080',
      { body: 'frontend: { networkAuthorization: { policy: { matchExpressions: [\'source.address == "10.0.0.7"\'] } } }' })),
    gatewayExample(SELECTING, onServer('all')),
  ],
  nearMisses: [
    gatewayExample(SELECTING, onServer('srv-3001')),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy, sectionName: http')),
    gatewayExample(targetExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: github, sectionName: github', { body: 'backend: { tls: {} }' })),
  ],
  check: (subject) => {
    const attachments = attachmentsOf(subject);
    const problemOf = (attachment: Attachment): RuleFinding | undefined => findProblem(attachment, manifestIndexOf(subject));
    // a selector finds several objects; it is enough that one of them has the section
    const sectioned = attachments.filter(({ section, port }) => section !== undefined || port !== undefined);
    const isGood = ({ policy, field }: Attachment): boolean => sectioned.some((other) =>
      other.policy === policy && other.field.join() === field.join() && problemOf(other) === undefined);
    return onePerField(sectioned.flatMap((attachment): RuleFinding[] => {
      const problem = problemOf(attachment);
      return problem === undefined || isGood(attachment) ? [] : [problem];
    }));
  },
};

function findProblem({ policy, field, kind, key, section, port, target }: Attachment, index: ManifestIndex): RuleFinding | undefined {
  if (!target) {
    return undefined;
  }
  if (port !== undefined && isKind(target, 'Gateway')) {
    const ports = [...new Set(target.object.spec.listeners.map((listener) => listener.port))];
    return ports.includes(port) ? undefined : {
      manifest: policy,
      field: [...field, 'port'],
      message: `no listener of ${kind} \`${textOfKey(key)}\` has the port ${port}`,
      help: `its ports are ${ports.join(', ')}`,
    };
  }
  const names = sectionNames(target, index);
  if (section === undefined || names === undefined || names.includes(section) || hasOtherRule(kind, section, names)) {
    return undefined;
  }
  const meant = nearest(section, names);
  return {
    manifest: policy,
    field: [...field, 'sectionName'],
    message: `the target ${kind} \`${textOfKey(key)}\` has no ${SECTIONS[kind] ?? 'section'} \`${section}\`, so that this policy governs nothing`,
    help: meant !== undefined
      ? `did you mean \`${meant}\`?`
      : names.length > 0 ? `it has ${names.map((name) => `\`${name}\``).join(', ')}` : 'leave `sectionName` out to target the whole object',
  };
}

const SECTIONS: Readonly<Record<string, string | undefined>> = { Gateway: 'listener', ListenerSet: 'listener', HTTPRoute: 'rule', AgentgatewayBackend: 'target', Service: 'port' };

/** Rules without any name (T04) and ports by name (T05) are mistakes of their own. */
function hasOtherRule(kind: string, section: string, names: readonly string[]): boolean {
  return (kind === 'HTTPRoute' && names.length === 0) || (kind === 'Service' && !/^\d+$/.test(section));
}
