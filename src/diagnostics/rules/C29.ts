import { manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { findObject } from '../lookup/find-object';
import { isOwnGateway } from '../lookup/is-own-gateway';
import { keyOf } from '../lookup/key-of';
import { textOfKey } from '../lookup/text-of-key';

const SET = `
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: team, namespace: agentgateway-system }
spec:
  parentRef: { name: agentgateway-proxy }
  listeners: [{ name: team, port: 8080, protocol: HTTP }]
`;

function admitting(namespaces: string): string {
  return gatewayExample(SET).replace('  gatewayClassName: agentgateway\n', `  gatewayClassName: agentgateway\n  allowedListeners: { namespaces: ${namespaces} }\n`);
}

const OF_OWN_CLASS = gatewayExample(SET, `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: own }
spec: { controllerName: agentgateway.dev/agentgateway }
`).replace('gatewayClassName: agentgateway', 'gatewayClassName: own');

/** A ListenerSet that its Gateway does not admit. */
export const C29: DiagnosticRule = {
  code: 'C29',
  title: 'A Gateway does not admit a ListenerSet',
  severity: 'error',
  security: false,
  written: 'a ListenerSet whose parent Gateway has no `allowedListeners`, or not for its namespace',
  happens: 'a Gateway admits none unless it says so: the ListenerSet has the status NotAllowed, and its listeners do not exist (1.0 and later)',
  instead: 'set `spec.allowedListeners.namespaces.from` of the Gateway to `Same`, `All` or `Selector`',
  triggers: [gatewayExample(SET), admitting('{ from: Same }').replace('name: team, namespace: agentgateway-system }\nspec:\n  parentRef: { name: agentgateway-proxy }',
    'name: team, namespace: team }\nspec:\n  parentRef: { name: agentgateway-proxy, namespace: agentgateway-system }'), OF_OWN_CLASS],
  nearMisses: [admitting('{ from: Same }'), SET, OF_OWN_CLASS.replace('agentgateway.dev/agentgateway', 'example.com/other')],
  check: (subject) => {
    const { manifests, gateway } = subject;
    const admitted = new Set(gateway.listeners.map(({ manifest }) => manifest));
    const namespaces = new Set(manifestsOfKind(manifests, 'Namespace').map(({ object }) => object.metadata.name));
    return manifestsOfKind(manifests, 'ListenerSet').flatMap((manifest): RuleFinding[] => {
      if (admitted.has(manifest)) {
        return [];
      }
      const own = keyOf(manifest.object);
      const { parentRef } = manifest.object.spec;
      const parent = (parentRef.kind ?? 'Gateway') === 'Gateway'
        ? findObject(manifests, 'Gateway', { namespace: parentRef.namespace ?? own.namespace, name: parentRef.name })
        : undefined;
      const { from = 'None' } = parent?.object.spec.allowedListeners?.namespaces ?? {};
      // the labels of a namespace that is not among the manifests are not known
      return !parent || !isOwnGateway(subject, parent.object) || (from === 'Selector' && !namespaces.has(own.namespace)) ? [] : [{
        manifest,
        field: ['spec', 'parentRef'],
        message: `the set is not admitted: Gateway \`${textOfKey(keyOf(parent.object))}\` takes no ListenerSets of namespace \`${own.namespace}\` (\`allowedListeners.namespaces.from\` is \`${from}\`)`,
        help: `set \`allowedListeners.namespaces.from\` of the Gateway to \`${keyOf(parent.object).namespace === own.namespace ? 'Same' : 'All'}\``,
      }];
    });
  },
};
