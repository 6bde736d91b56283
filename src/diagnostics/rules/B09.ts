import { keyOf, matchesLabels, matchingServices, ObjectKey } from '../../gateway';
import { EXTERNAL_ANNOTATION } from '../annotated-external-objects';
import { annotationLines } from '../annotation-lines';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { howToNameExternal } from '../lookup/how-to-name-external';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mcpTargets, WrittenTarget } from '../lookup/mcp-targets';
import { objectIndexOf } from '../lookup/object-index';
import { servicesFoundElsewhere } from '../lookup/services-found-elsewhere';
import { valueAt } from '../lookup/value-at';
import { parseExternalObject } from '../parse-external-object';

const BACKEND = backendExample(['{ name: tools, selector: { services: { matchLabels: { app: tools } } } }']);
const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: tools, namespace: apps }
spec: { template: { metadata: { labels: { app: tools } } } }
`;

/** A selector that finds no Service. */
export const B09: DiagnosticRule = {
  code: 'B09',
  title: 'A selector finds no Service',
  severity: 'error',
  security: true,
  written: 'a selector with labels that no Service carries, often those of its pods',
  happens: 'the backend has no target and says so nowhere; clients get `no backends configured`, on every release',
  instead: 'put the labels into `metadata.labels` of the Service',
  triggers: [`${BACKEND}---${serviceExample({ labels: 'app: tool' })}`, `${BACKEND}---${DEPLOYMENT}`],
  nearMisses: [
    `${BACKEND}---${serviceExample()}`,
    `${BACKEND.replace('namespace: apps', 'namespace: apps, annotations: { cdk8s-mcp-gateway.dev/external: Service/apps/tools }')}---${serviceExample({ name: 'web', labels: 'app: web' })}`,
  ],
  check: (subject) => mcpTargets(subject).flatMap((written): RuleFinding[] => {
    const { backend, namespace, field, target } = written;
    const index = manifestIndexOf(subject);
    if (!target.selector || matchingServices(target.selector, namespace, index).length > 0
      || servicesFoundElsewhere(subject, written).length > 0 || likelyServices(written).some((key) => subject.isExternal('Service', key))
      || isNamedByBackend(subject, written)) {
      return [];
    }
    const { services, namespaces } = target.selector;
    const pods = services && subject.manifests.find(({ object }) => {
      const labels = valueAt(object, ['spec', 'template', 'metadata', 'labels']);
      return typeof labels === 'object' && labels !== null && matchesLabels(services, labels as Record<string, string>);
    });
    // where the set holds no Service of the namespace, they are likely kept elsewhere
    const isSure = pods !== undefined || (namespaces === undefined && index.services.some(({ object }) => keyOf(object).namespace === namespace));
    return [{
      manifest: backend,
      field: [...field, 'selector'],
      ...(!isSure && { severity: 'warning' as const }),
      message: `the selector of target \`${target.name}\` finds no Service among the manifests`,
      help: pods === undefined
        ? `compare the labels with \`metadata.labels\` of the Services that are meant, or say that the Service exists elsewhere: ${howToNameExternal('Service', likelyServices(written)[0])}; where its name is another, the annotation of this backend itself is what counts`
        : `the pods of ${pods.object.kind} \`${pods.object.metadata.name}\` have these labels; put them on their Service too`,
    }];
  }),
};

/** The Services that a selector likely means: what labels those have that exist elsewhere is not known, but they go by the target or by what labels say. */
function likelyServices({ namespace, target: { name: targetName, selector } }: WrittenTarget): readonly ObjectKey[] {
  const { 'kubernetes.io/metadata.name': inNamespace = namespace } = selector?.namespaces?.matchLabels ?? {};
  return [targetName, ...Object.values(selector?.services?.matchLabels ?? {})].map((name) => ({ namespace: inNamespace, name }));
}

/** Whether the backend itself says that a Service exists elsewhere: what has another name than the selector suggests is not known to be meant otherwise. */
function isNamedByBackend(subject: Subject, { backend, namespace, target }: WrittenTarget): boolean {
  return annotationLines(backend, EXTERNAL_ANNOTATION).some((line) => {
    const object = parseExternalObject(line);
    return object?.kind === 'Service' && (target.selector?.namespaces !== undefined || object.namespace === namespace)
      // the labels of one that is among the manifests are known
      && objectIndexOf(subject).find({ group: '', kind: 'Service' }, object) === undefined;
  });
}
