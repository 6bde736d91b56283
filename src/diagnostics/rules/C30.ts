import { manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { findObject } from '../lookup/find-object';
import { keyOf } from '../lookup/key-of';
import { mereTargets } from '../lookup/services-of-targets';
import { textOfKey } from '../lookup/text-of-key';

function policy(name: string, validation: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: ${name}, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: '', kind: Service, name: mcp }]
  validation: { hostname: mcp.internal, ${validation} }
`;
}

const CA = (key: string): string => `
apiVersion: v1
kind: ConfigMap
metadata: { name: own-ca, namespace: agentgateway-system }
data: { ${key}: '-----BEGIN CERTIFICATE-----' }
---${policy('mcp-tls', "caCertificateRefs: [{ group: '', kind: ConfigMap, name: own-ca }]")}`;

const OF_TARGET = gatewayExample(policy('mcp-tls', 'wellKnownCACertificates: System'))
  .replace('static: { host: api.githubcopilot.com, port: 443, path: /mcp/, policies: { tls: {} } }', 'static: { backendRef: { name: mcp }, port: 3001 }');

/** A BackendTLSPolicy that makes the connection fail, or leaves it in clear. */
export const C30: DiagnosticRule = {
  code: 'C30',
  title: 'A BackendTLSPolicy does not give what it should',
  severity: 'error',
  security: false,
  written: 'a CA in a Secret, a ConfigMap without `ca.crt`, two policies for one target, or one for a Service that is the target of an MCP backend',
  happens: 'only a ConfigMap with the key `ca.crt` is read, otherwise the connection is made to fail on purpose (`NoValidCACertificate`); of two policies the older one counts, the other '
    + 'is `Conflicted`; on every release. Connections to the target of an MCP backend heed no policy on the Service that it is, and stay in clear (1.2 and later)',
  instead: 'put the CA into a ConfigMap below `ca.crt`, keep one policy for each target, and for an MCP server target the AgentgatewayBackend',
  triggers: [
    policy('mcp-tls', "caCertificateRefs: [{ group: '', kind: Secret, name: own-ca }]"),
    CA('tls.crt'),
    `${policy('one', 'wellKnownCACertificates: System')}---${policy('two', 'wellKnownCACertificates: System')}`,
    OF_TARGET,
  ],
  nearMisses: [
    CA('ca.crt'),
    `${policy('one', 'wellKnownCACertificates: System')}---${policy('two', 'wellKnownCACertificates: System').replace('name: mcp }', 'name: mcp, sectionName: https }')}`,
    OF_TARGET.replace("group: '', kind: Service, name: mcp", 'group: agentgateway.dev, kind: AgentgatewayBackend, name: github'),
  ],
  check: (subject) => {
    const { manifests } = subject;
    const earlier = new Map<string, string>();
    return manifestsOfKind(manifests, 'BackendTLSPolicy').flatMap((manifest): RuleFinding[] => {
      const { targetRefs, validation } = manifest.object.spec;
      const own = keyOf(manifest.object);
      return [
        ...targetRefs.flatMap(({ group, kind, name, sectionName }, index): RuleFinding[] => {
          const target = JSON.stringify([own.namespace, group, kind, name, sectionName]);
          const other = earlier.get(target);
          earlier.set(target, other ?? own.name);
          const reached = kind === 'Service' ? mereTargets(subject).get(textOfKey({ ...own, name })) : undefined;
          if (reached) {
            const backend = textOfKey(reached.backend.key);
            return [{
              manifest,
              field: ['spec', 'targetRefs', index],
              security: true,
              message: `Service \`${textOfKey({ ...own, name })}\` is target \`${reached.target.name}\` of AgentgatewayBackend \`${backend}\`, whose connections heed no policy on a Service`,
              help: `target the AgentgatewayBackend \`${backend}\` with \`sectionName: ${reached.target.name}\``,
            }];
          }
          return other === undefined || other === own.name ? [] : [{
            manifest,
            field: ['spec', 'targetRefs', index],
            message: `\`${kind}\` \`${textOfKey({ ...own, name })}\` already has the BackendTLSPolicy \`${other}\`, and only the older one counts`,
            help: 'join the two policies',
          }];
        }),
        ...(validation.caCertificateRefs ?? []).flatMap(({ group, kind, name }, index): RuleFinding[] => {
          const configMap = findObject(manifests, 'ConfigMap', { ...own, name })?.object;
          const problem = group !== '' || kind !== 'ConfigMap' ? [`a CA is read from a ConfigMap, not from a \`${kind}\``, 'put the CA into a ConfigMap below `ca.crt`'] as const
            : configMap && !Object.hasOwn(configMap.data ?? {}, 'ca.crt') && !Object.hasOwn(configMap.binaryData ?? {}, 'ca.crt')
              ? [`the ConfigMap \`${textOfKey({ ...own, name })}\` has no \`ca.crt\``, 'put the CA below `ca.crt`'] as const
              : undefined;
          return problem === undefined ? [] : [{
            manifest,
            field: ['spec', 'validation', 'caCertificateRefs', index],
            message: `${problem[0]}, so every connection to the backend fails`,
            help: problem[1],
          }];
        }),
      ];
    });
  },
};
