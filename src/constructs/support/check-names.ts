import { McpCatalog } from '../mcp-catalog';
import { UsageError } from './usage-error';
import { McpNames } from '../rule/mcp-names';

/** Refuses names of tools, prompts and resources that a catalogue does not have. */
export function checkNames(catalog: McpCatalog, used: readonly McpNames[]): void {
  for (const { kind, names } of used) {
    const known = kind === 'target' ? undefined : catalog._namesOf(kind);
    const unknown = known && names.find((name) => !known.has(name));
    if (known === undefined || unknown === undefined) continue;
    const some = [...known].slice(0, 20).map((name) => `\`${name}\``).join(', ');
    throw new UsageError(`the catalogue has no ${kind} \`${unknown}\``, known.size === 0 ? `it has no ${kind} at all` : `it has ${some}${known.size > 20 ? ' and others' : ''}`);
  }
}
