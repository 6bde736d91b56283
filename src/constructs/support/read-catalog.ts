import { UsageError } from './usage-error';

/** By what the entries of each list are known. */
const lists = [
  { list: 'tools', kind: 'tool', key: 'name' },
  { list: 'prompts', kind: 'prompt', key: 'name' },
  { list: 'resources', kind: 'resource', key: 'uri' },
] as const;

/** The names in a catalogue of MCP servers, by kind. */
export function readCatalog(source: string, json: string): ReadonlyMap<string, ReadonlySet<string>> {
  const catalog = parse(source, json);
  const names = new Map<string, ReadonlySet<string>>();
  for (const { list, kind, key } of lists) {
    const entries = catalog[list];
    if (entries !== undefined) names.set(kind, new Set(namesIn(source, list, key, entries)));
  }
  if (names.size === 0) throw refused(source, 'has none of `tools`, `prompts` and `resources`');
  return names;
}

function parse(source: string, json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw refused(source, 'is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused(source, 'is no JSON object');
  return value as Record<string, unknown>;
}

function namesIn(source: string, list: string, key: string, entries: unknown): string[] {
  if (!Array.isArray(entries)) throw refused(source, `has a \`${list}\` that is no list`);
  return entries.map((entry: unknown, index) => {
    const name: unknown = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)[key] : entry;
    if (typeof name !== 'string' || name === '') throw refused(source, `has no name in \`${list}[${index}]\``);
    return name;
  });
}

function refused(source: string, what: string): UsageError {
  return new UsageError(`the catalogue \`${source}\` ${what}`, 'write it as `{"tools": ["get_me"], "prompts": [], "resources": []}`');
}
