import { valuesAt } from './values-at';
import { keyOf, ManifestIndex, matchingServices, selectServices } from '../../gateway';
import { isKind, Manifest } from '../../manifest';

/**
 * The names that a `sectionName` can hold for an object: listeners, rules that have a name, MCP targets by their effective names or LLM
 * providers, numbers of ports. `undefined` for kinds whose sections are not read, and where a selector may find what is not here.
 */
export function sectionNames(manifest: Manifest, index?: ManifestIndex): readonly string[] | undefined {
  if (isKind(manifest, 'Gateway') || isKind(manifest, 'ListenerSet')) {
    return manifest.object.spec.listeners.map(({ name }) => name);
  }
  if (isKind(manifest, 'HTTPRoute')) {
    return (manifest.object.spec.rules ?? []).flatMap(({ name }) => name ?? []);
  }
  if (isKind(manifest, 'AgentgatewayBackend')) {
    const { namespace } = keyOf(manifest.object);
    const targets = manifest.object.spec.mcp?.targets ?? [];
    if (targets.some(({ selector }) => selector && (!index || matchingServices(selector, namespace, index).length === 0))) {
      return undefined;
    }
    const providers = valuesAt(manifest.object, 'spec.ai.groups[].providers[].name').map(({ value }) => String(value));
    return [
      ...targets.flatMap(({ name, selector }) =>
        selector && index ? selectServices(selector, namespace, index).map((selected) => selected.name) : [name]),
      ...providers,
    ];
  }
  if (isKind(manifest, 'Service')) {
    return (manifest.object.spec?.ports ?? []).map(({ port }) => String(port));
  }
  return undefined;
}
