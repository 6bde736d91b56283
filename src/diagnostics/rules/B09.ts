import { keyOf, matchesLabels, matchingServices } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mcpTargets } from '../lookup/mcp-targets';
import { servicesFoundElsewhere } from '../lookup/services-found-elsewhere';
import { valueAt } from '../lookup/value-at';

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
  security: false,
  written: 'a selector with labels that no Service carries, often those of its pods',
  happens: 'the backend has no target and says so nowhere; clients get `no backends configured`, on every release',
  instead: 'put the labels into `metadata.labels` of the Service',
  triggers: [`${BACKEND}---${serviceExample({ labels: 'app: tool' })}`, `${BACKEND}---${DEPLOYMENT}`],
  nearMisses: [`${BACKEND}---${serviceExample()}`],
  check: (subject) => mcpTargets(subject).flatMap((written): RuleFinding[] => {
    const { backend, namespace, field, target } = written;
    const index = manifestIndexOf(subject);
    if (!target.selector || matchingServices(target.selector, namespace, index).length > 0 || servicesFoundElsewhere(subject, written).length > 0) {
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
        ? 'compare the labels with `metadata.labels` of the Services that are meant'
        : `the pods of ${pods.object.kind} \`${pods.object.metadata.name}\` have these labels; put them on their Service too`,
    }];
  }),
};
