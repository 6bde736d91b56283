import { valuesAt } from './values-at';
import { isKind, Manifest } from '../../manifest';

/**
 * The names that a `sectionName` can hold for an object: listeners, rules that have a name, MCP targets or LLM providers, numbers of ports.
 * `undefined` for kinds whose sections are not read.
 */
export function sectionNames(manifest: Manifest): readonly string[] | undefined {
  if (isKind(manifest, 'Gateway') || isKind(manifest, 'ListenerSet')) {
    return manifest.object.spec.listeners.map(({ name }) => name);
  }
  if (isKind(manifest, 'HTTPRoute')) {
    return (manifest.object.spec.rules ?? []).flatMap(({ name }) => name ?? []);
  }
  if (isKind(manifest, 'AgentgatewayBackend')) {
    const providers = valuesAt(manifest.object, 'spec.ai.groups[].providers[].name').map(({ value }) => String(value));
    return [...(manifest.object.spec.mcp?.targets ?? []).map(({ name }) => name), ...providers];
  }
  if (isKind(manifest, 'Service')) {
    return (manifest.object.spec?.ports ?? []).map(({ port }) => String(port));
  }
  return undefined;
}
