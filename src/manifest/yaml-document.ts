import { isMap } from './is-map';
import { setOwn } from './set-own';
import { MAX_DEPTH } from './yaml-events';
import { YamlFinding } from './yaml-finding';
import { type YamlAlias, type YamlMap, type YamlNode, type YamlScalar } from './yaml-node';

/** Nodes that aliases may add to one document. Without a bound, ten lines of nested aliases fill the memory. */
const MAX_ALIASED_NODES = 100_000;

/** One more of them of one severity than are told of a file. */
const MAX_FINDINGS = 101;

/** A parsed document as plain data, and the way from the data back to the nodes of the text. */
export interface YamlDocument {
  /** Undefined where an error was found: bad input is never used by half. */
  readonly value: unknown;
  readonly findings: readonly YamlFinding[];
  readonly root: YamlNode | null;
  /** The node that stands for an alias. */
  readonly targetOf: (node: YamlNode) => YamlNode;
}

/** Turns a parsed document into the data that kubectl would send. */
export function yamlDocument(root: YamlNode | null): YamlDocument {
  const reader = new DocumentReader();
  const value = reader.read(root, 0);
  const failed = reader.findings.some((finding) => finding.severity === 'error');
  return {
    value: failed ? undefined : value,
    findings: reader.findings,
    root,
    targetOf: (node) => (node.kind === 'alias' ? reader.aliases.get(node) ?? node : node),
  };
}

/** The maps that a `<<` key brings in, nearest first. */
export function mergedMaps(map: YamlMap, targetOf: (node: YamlNode) => YamlNode): YamlMap[] {
  const maps: YamlMap[] = [];
  for (const { key, value } of map.pairs) {
    if (!isMergeKey(key) || value === null) continue;
    const source = targetOf(value);
    for (const item of source.kind === 'list' ? source.items : [source]) {
      const merged = item && targetOf(item);
      if (merged?.kind === 'map') maps.push(merged);
    }
  }
  return maps;
}

/** The text of a map key as kubectl sends it: numbers and booleans become text. Undefined for what cannot be a key. */
export function keyText(key: YamlNode | null): string | undefined {
  return key?.kind !== 'scalar' || key.value === null || isMergeKey(key) ? undefined : String(key.value);
}

function isMergeKey(key: YamlNode | null): boolean {
  return key?.kind === 'scalar' && key.merges;
}

class DocumentReader {
  readonly findings: YamlFinding[] = [];
  readonly aliases = new Map<YamlAlias, YamlNode>();
  private readonly anchors = new Map<string, YamlNode>();
  private readonly sizes = new Map<YamlNode, number>();
  private nodes = 0;
  private aliasedNodes = 0;
  private full = false;
  private readonly counts = { error: 0, warning: 0 };

  read(node: YamlNode | null, depth: number): unknown {
    if (node === null || this.full) return null;
    this.nodes++;
    if (node.kind === 'alias') return this.readAlias(node, depth);
    // read again for an alias, its anchor is not written again
    if (node.anchor === undefined || this.sizes.has(node)) return this.readValue(node, depth);
    this.anchors.set(node.anchor, node);
    const before = this.nodes;
    const value = this.readValue(node, depth);
    this.sizes.set(node, this.nodes - before + 1);
    return value;
  }

  private readValue(node: Exclude<YamlNode, YamlAlias>, depth: number): unknown {
    // the parser has a limit too, which aliases of aliases get around
    if (depth >= MAX_DEPTH && node.kind !== 'scalar') return this.stop(node, `aliases nest the document deeper than ${MAX_DEPTH} levels`, 'write the values out, or nest less');
    switch (node.kind) {
      case 'map': return this.readMap(node, depth);
      case 'list': return node.items.map((item) => this.read(item, depth + 1));
      case 'scalar': return this.readScalar(node);
    }
  }

  private readAlias(alias: YamlAlias, depth: number): unknown {
    const { name } = alias;
    const known = this.aliases.get(alias) ?? this.anchors.get(name);
    if (known === undefined) {
      return this.error(alias, `alias \`*${name}\` has no anchor before it`, `write \`&${name}\` at the value that is meant`);
    }
    this.aliases.set(alias, known);
    const size = this.sizes.get(known);
    if (size === undefined) {
      return this.error(alias, `alias \`*${name}\` stands inside its own anchor`, 'write the value out');
    }
    this.aliasedNodes += size;
    if (this.aliasedNodes > MAX_ALIASED_NODES) {
      return this.stop(alias, `aliases expand to more than ${MAX_ALIASED_NODES} values`, 'write the values out, or repeat less');
    }
    return this.read(known, depth);
  }

  private readScalar(node: YamlScalar): unknown {
    const { value } = node;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.error(node, `\`${value}\` is no number that JSON can carry`, 'write a finite number, or put the text in quotes');
    }
    return value;
  }

  private readMap(map: YamlMap, depth: number): unknown {
    const object: Record<string, unknown> = {};
    const lines = new Set<string>();
    for (const { key, value } of map.pairs) {
      if (this.full) break;
      if (isMergeKey(key)) {
        this.readMerge(object, key!, value, depth);
        continue;
      }
      const text = this.readKey(key, value ?? map, depth + 1);
      if (text === undefined) continue;
      if (lines.has(text)) {
        this.error(key ?? map, `key \`${text}\` is written twice in one map`, 'remove one of the two; readers disagree on which one counts');
        continue;
      }
      lines.add(text);
      setOwn(object, text, this.read(value, depth + 1));
    }
    return object;
  }

  /** What a map holds before a `<<` is not for the `<<` to change: kubectl's reader lets it, others let the key of the map itself win. */
  private readMerge(object: Record<string, unknown>, mergeKey: YamlNode, value: YamlNode | null, depth: number): void {
    const merged = this.read(value, depth + 1);
    if (this.full) return;
    // of maps in one list, the first that has a key gives it
    const brought = new Set<string>();
    // an alias of a list is none
    for (const source of value?.kind === 'list' && Array.isArray(merged) ? merged : [merged]) {
      if (!isMap(source)) {
        this.error(value ?? mergeKey, '`<<` can only merge maps', 'give it an alias of a map, or a list of them');
        return;
      }
      for (const [key, member] of Object.entries(source)) {
        if (brought.has(key)) continue;
        if (Object.hasOwn(object, key)) {
          const help = 'write `<<` first in its map, once, with a list where it merges several maps; readers disagree on which of the two counts';
          this.error(mergeKey, `\`<<\` merges key \`${key}\`, which stands before it`, help);
          return;
        }
        brought.add(key);
        setOwn(object, key, member);
      }
    }
  }

  private readKey(key: YamlNode | null, beside: YamlNode, depth: number): string | undefined {
    const written = key?.kind === 'alias' && this.readAlias(key, depth) !== null ? this.aliases.get(key) ?? null : key;
    const text = keyText(written);
    if (text === undefined) {
      // of an alias without a target it was told
      if (key?.kind !== 'alias' || this.aliases.has(key)) {
        this.error(key ?? beside, 'map key is not a text', 'write a plain key; a template such as `{{ … }}` must be rendered first');
      }
    } else if (written?.kind === 'scalar' && typeof written.value === 'number' && (text !== written.text || !Number.isSafeInteger(written.value))) {
      // kubectl makes `1e+06` of the key `1e6`
      this.error(key ?? beside, `map key \`${written.text}\` is a number that not every reader makes the same text of`, `put it in quotes: \`"${written.text}"\``);
      return undefined;
    } else if (key?.kind === 'scalar' && key.anchor !== undefined && !this.sizes.has(key)) {
      this.anchors.set(key.anchor, key);
      this.sizes.set(key, 1);
    }
    if (key?.kind === 'scalar' && text !== undefined && typeof key.value !== 'string') {
      this.found(key, 'warning', `map key \`${key.text}\` is not a text and is read as \`"${text}"\``, `put it in quotes: \`"${key.text}"\``);
    }
    return text;
  }

  private error(node: YamlNode, message: string, help: string): null {
    this.found(node, 'error', message, help);
    return null;
  }

  private found({ offset }: YamlNode, severity: YamlFinding['severity'], message: string, help: string): void {
    if (this.full || this.counts[severity] === MAX_FINDINGS) return;
    this.findings.push({ offset, severity, message, help });
    this.counts[severity]++;
    // a warning refuses nothing, and errors can still follow
    this.full = this.counts.error === MAX_FINDINGS;
  }

  /** Ends the reading of the document: what comes after would only repeat the finding. */
  private stop(node: YamlNode, message: string, help: string): null {
    this.error(node, message, help);
    this.full = true;
    return null;
  }
}
