import { keyOf, matchesLabels } from '../../gateway';
import { isKind, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { mcpTargets } from '../lookup/mcp-targets';
import { objectIndexOf } from '../lookup/object-index';
import { serviceOfHost } from '../lookup/service-of-host';
import { valueAt } from '../lookup/value-at';

const TARGET = '{ name: tools, static: { host: tools.apps.svc.cluster.local, port: 8080 } }';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: tools, namespace: apps }
spec: { replicas: 3, template: { metadata: { labels: { app: tools } } } }
`;

const AUTOSCALER = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: tools, namespace: apps }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: tools } }
`;

/** Sessions that can land on another pod. */
export const B25: DiagnosticRule = {
  code: 'B25',
  title: 'Sessions go to a Service with several pods',
  severity: 'warning',
  security: false,
  written: 'a static target whose Service has more than one pod, by `replicas` or by a HorizontalPodAutoscaler, with `sessionRouting: Stateful`, which is the default',
  happens: 'the Service spreads the requests of one session over its pods, and a pod that did not open the session refuses it, on every release',
  instead: 'set `sessionRouting: Stateless`, select the Service with a `selector`, or run one pod',
  triggers: [`${backendExample([TARGET])}---${serviceExample()}---${DEPLOYMENT}`,
    `${backendExample([TARGET])}---${serviceExample()}---${DEPLOYMENT.replace('replicas: 3, ', '')}---${AUTOSCALER}`],
  nearMisses: [`${backendExample([TARGET], ['sessionRouting: Stateless'])}---${serviceExample()}`],
  check: (subject) => mcpTargets(subject).flatMap(({ backend, namespace, field, target }): RuleFinding[] => {
    const { host, backendRef } = target.static ?? {};
    const named = backendRef?.name !== undefined ? { namespace, name: backendRef.name } : undefined;
    const key = named ?? (host === undefined ? undefined : serviceOfHost(host, namespace));
    const service = key && objectIndexOf(subject).find({ group: '', kind: 'Service' }, key);
    const pods = service && isKind(service, 'Service') ? service.object.spec?.selector : undefined;
    if (!key || !pods || backend.object.spec.mcp?.sessionRouting === 'Stateless') {
      return [];
    }
    const workloads = ['Deployment', 'StatefulSet'].flatMap((kind) => objectIndexOf(subject).inNamespace({ group: 'apps', kind }, key.namespace));
    const workload = workloads.find((candidate) => {
      const labels = valueAt(candidate.object, ['spec', 'template', 'metadata', 'labels']);
      return hasSeveralPods(subject, candidate) && typeof labels === 'object' && labels !== null
        && matchesLabels({ matchLabels: pods }, labels as Record<string, string>);
    });
    return !workload ? [] : [{
      manifest: backend,
      field: [...field, 'static'],
      message: `the ${workload.object.kind} \`${keyOf(workload.object).name}\` behind target \`${target.name}\` can have several pods, and a session can land on another one`,
      help: 'set `sessionRouting: Stateless`, or select the Service with a `selector`',
    }];
  }),
};

/** By its own count, or because something may raise it. */
function hasSeveralPods(subject: Subject, { object }: Manifest): boolean {
  const { namespace, name } = keyOf(object);
  return Number(valueAt(object, ['spec', 'replicas'])) > 1
    || objectIndexOf(subject).inNamespace({ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' }, namespace).some((autoscaler) =>
      valueAt(autoscaler.object, ['spec', 'scaleTargetRef', 'kind']) === object.kind
      && valueAt(autoscaler.object, ['spec', 'scaleTargetRef', 'name']) === name
      && Number(valueAt(autoscaler.object, ['spec', 'maxReplicas'])) > 1);
}
