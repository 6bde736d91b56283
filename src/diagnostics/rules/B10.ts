import { keyOf, matchingServices } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mcpTargets } from '../lookup/mcp-targets';
import { servicesFoundElsewhere } from '../lookup/services-found-elsewhere';

const BACKEND = backendExample(['{ name: tools, selector: { services: { matchLabels: { app: tools } } } }']);

/** A selector that would find its Services in another namespace. */
export const B10: DiagnosticRule = {
  code: 'B10',
  title: 'A selector does not look where the Services are',
  severity: 'error',
  security: true,
  written: 'a selector with `services` alone, for Services of another namespace',
  happens: 'only the namespace of the backend is searched: no target, and no message, on every release',
  instead: 'add `namespaces` to the selector, for example with the label `kubernetes.io/metadata.name`',
  triggers: [`${BACKEND}---${serviceExample().replace('namespace: apps', 'namespace: servers')}`],
  nearMisses: [`${BACKEND}---${serviceExample()}`],
  check: (subject) => mcpTargets(subject).flatMap((written): RuleFinding[] => {
    const { backend, namespace, field, target } = written;
    const [found] = servicesFoundElsewhere(subject, written);
    return !found || !target.selector || matchingServices(target.selector, namespace, manifestIndexOf(subject)).length > 0 ? [] : [{
      manifest: backend,
      field: [...field, 'selector'],
      message: `the selector of target \`${target.name}\` looks in \`${namespace}\` only, and Service \`${found.object.metadata.name}\` is in \`${keyOf(found.object).namespace}\``,
      help: `add \`namespaces: { matchLabels: { kubernetes.io/metadata.name: ${keyOf(found.object).namespace} } }\``,
    }];
  }),
};
