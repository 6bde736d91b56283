import { keyOf, ManifestOf, matchesLabels } from '../../gateway';
import { Service } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { manifestIndexOf } from './manifest-index-of';
import { WrittenTarget } from './mcp-targets';

/** The Services of other namespaces that a selector without `namespaces` would find there. */
export function servicesFoundElsewhere(subject: Subject, { namespace, target }: WrittenTarget): readonly ManifestOf<Service>[] {
  const { services, namespaces } = target.selector ?? {};
  return services === undefined || namespaces !== undefined ? [] : manifestIndexOf(subject).services.filter(({ object }) =>
    keyOf(object).namespace !== namespace && matchesLabels(services, object.metadata.labels ?? {}));
}
