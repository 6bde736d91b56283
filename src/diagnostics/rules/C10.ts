import { manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { rateLimitExample } from '../examples/rate-limit-example';
import { findObject } from '../lookup/find-object';
import { keyOf } from '../lookup/key-of';
import { onePerField } from '../lookup/one-per-field';
import { textOfKey } from '../lookup/text-of-key';
import { valueAt } from '../lookup/value-at';

const LIMIT = 'local: [{ requests: 10, unit: Seconds }]';

function scaled(spec: string): string {
  return gatewayExample(rateLimitExample(LIMIT), `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayParameters
metadata: { name: proxy, namespace: agentgateway-system }
spec: ${spec}
`).replace('  gatewayClassName: agentgateway\n', `  gatewayClassName: agentgateway
  infrastructure: { parametersRef: { group: agentgateway.dev, kind: AgentgatewayParameters, name: proxy } }
`);
}

/** A local rate limit on a Gateway that runs several times. */
export const C10: DiagnosticRule = {
  code: 'C10',
  title: 'Each replica counts a local limit alone',
  severity: 'warning',
  security: false,
  written: '`rateLimit.local` on a Gateway whose AgentgatewayParameters ask for several replicas',
  happens: 'every replica counts for itself, so clients get up to as many times the limit as there are replicas, on every release',
  instead: 'use `rateLimit.global` with a rate limit service, or divide the limit by the number of replicas',
  triggers: [scaled('{ deployment: { spec: { replicas: 3 } } }'), scaled('{ horizontalPodAutoscaler: { spec: { minReplicas: 1, maxReplicas: 5 } } }')],
  nearMisses: [scaled('{ deployment: { spec: { replicas: 1 } } }'), gatewayExample(rateLimitExample(LIMIT))],
  check: (subject) => onePerField(subject.gateway.listeners.flatMap(({ gateway, routes }) => {
    const replicas = replicasOf(subject, gateway);
    return replicas === undefined ? [] : routes.flatMap(({ rules }) => rules.flatMap(({ traffic }) => traffic.other
      .filter(({ name }) => name === 'rateLimit.local')
      .map(({ manifest, field }): RuleFinding => ({
        manifest,
        field,
        message: `the local limit is counted by each of ${replicas} of Gateway \`${textOfKey(gateway)}\` alone`,
        help: 'use `rateLimit.global`, or divide the limit by the number of replicas',
      }))));
  })),
};

/** In words, how many replicas a Gateway has, where it is more than one. */
function replicasOf({ manifests }: Subject, key: { readonly namespace: string; readonly name: string }): string | undefined {
  const gateway = findObject(manifests, 'Gateway', key)?.object;
  const ownRef = gateway?.spec.infrastructure?.parametersRef;
  const classRef = manifestsOfKind(manifests, 'GatewayClass').find(({ object }) => object.metadata.name === gateway?.spec.gatewayClassName)?.object.spec.parametersRef;
  const namespace = gateway && keyOf(gateway).namespace;
  const keys = [
    ownRef?.kind === 'AgentgatewayParameters' && namespace !== undefined && { namespace, name: ownRef.name },
    classRef?.kind === 'AgentgatewayParameters' && classRef.namespace !== undefined && { namespace: classRef.namespace, name: classRef.name },
  ].filter((ref) => ref !== false);
  for (const parameters of keys) {
    const spec = findObject(manifests, 'AgentgatewayParameters', parameters)?.object.spec;
    if (spec?.workload?.kind === 'DaemonSet') {
      return 'the pods, one a node,';
    }
    const count = Math.max(...[valueAt(spec, ['deployment', 'spec', 'replicas']), valueAt(spec, ['horizontalPodAutoscaler', 'spec', 'maxReplicas'])]
      .map((value) => typeof value === 'number' ? value : 0));
    if (count > 1) {
      return `the ${count} replicas`;
    }
  }
  return undefined;
}
