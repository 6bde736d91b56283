import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import { setOwn } from './set-own';
import { SourcePosition } from './source-position';

/** Nodes that aliases may add to one document. Without a bound, ten lines of nested aliases fill the memory. */
const MAX_ALIASED_NODES = 100_000;

/** What is wrong with the text, and at which offset. */
export interface YamlFinding {
  readonly offset: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly help: string;
}

/** A parsed document as plain data, and the way from the data back to the nodes of the text. */
export interface YamlDocument {
  /** Undefined where an error was found: bad input is never used by half. */
  readonly value: unknown;
  readonly findings: readonly YamlFinding[];
  readonly root: Node | null;
  /** The node that stands for an alias. */
  readonly targetOf: (node: Node) => Node;
}

/** Gives the position of an offset in the text. */
export type Locate = (offset: number) => SourcePosition;

/** Turns a parsed document into the data that kubectl would send. */
export function yamlDocument(document: Document.Parsed): YamlDocument {
  const reader = new DocumentReader();
  const root = document.contents as Node | null;
  const value = reader.read(root, 0);
  const failed = reader.findings.some((finding) => finding.severity === 'error');
  return {
    value: failed ? undefined : value,
    findings: reader.findings,
    root,
    targetOf: (node) => reader.aliases.get(node) ?? node,
  };
}

/** The pairs that a `<<` key brings in, nearest first. */
export function mergedMaps(map: YAMLMap, targetOf: (node: Node) => Node): YAMLMap[] {
  const maps: YAMLMap[] = [];
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    if (!isMergeKey(pair.key) || pair.value === null) continue;
    const value = targetOf(pair.value);
    const sources = isSeq<Node>(value) ? value.items.map(targetOf) : [value];
    maps.push(...sources.filter((source) => isMap(source)));
  }
  return maps;
}

/** The text of a map key as kubectl sends it: numbers and booleans become text. Undefined for what cannot be a key. */
export function keyText(key: Node | null): string | undefined {
  if (!isScalar(key) || isMergeKey(key)) return undefined;
  const { value } = key;
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

class DocumentReader {
  readonly findings: YamlFinding[] = [];
  readonly aliases = new Map<Node, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly sizes = new Map<Node, number>();
  private nodes = 0;
  private aliasedNodes = 0;
  private full = false;

  read(node: Node | null, depth: number): unknown {
    if (node === null || this.full) return null;
    this.nodes++;
    if (isAlias(node)) return this.readAlias(node, node.source, depth);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    const before = this.nodes;
    const value = isMap<Node, Node | null>(node) ? this.readMap(node, depth)
      : isSeq<Node>(node) ? node.items.map((item) => this.read(item, depth + 1))
        : isScalar(node) ? this.readScalar(node, node.value)
          : null;
    if (node.anchor !== undefined) this.sizes.set(node, this.nodes - before + 1);
    return value;
  }

  private readAlias(alias: Node, name: string, depth: number): unknown {
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

  private readScalar(node: Node, value: unknown): unknown {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.error(node, `\`${value}\` is no number that JSON can carry`, 'write a finite number, or put the text in quotes');
    }
    return typeof value === 'symbol' ? '<<' : value;
  }

  private readMap(map: YAMLMap<Node, Node | null>, depth: number): unknown {
    const object: Record<string, unknown> = {};
    const lines = new Set<string>();
    for (const { key, value } of map.items) {
      if (isMergeKey(key)) {
        this.readMerge(object, lines, value, depth);
        continue;
      }
      const text = this.readKey(key, value ?? map);
      if (text === undefined) continue;
      if (lines.has(text)) {
        this.error(key, `key \`${text}\` is written twice in one map`, 'remove one of the two; readers disagree on which one counts');
        continue;
      }
      lines.add(text);
      setOwn(object, text, this.read(value, depth + 1));
    }
    return object;
  }

  /** A key of the map itself wins over a merged one, wherever it stands. */
  private readMerge(object: Record<string, unknown>, lines: Set<string>, value: Node | null, depth: number): void {
    const merged = this.read(value, depth + 1);
    for (const source of Array.isArray(merged) ? merged : [merged]) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        if (value !== null) this.error(value, '`<<` can only merge maps', 'give it an alias of a map, or a list of them');
        return;
      }
      for (const [key, member] of Object.entries(source)) {
        if (!lines.has(key) && !Object.hasOwn(object, key)) setOwn(object, key, member);
      }
    }
  }

  private readKey(key: Node | null, beside: Node): string | undefined {
    if (isAlias(key)) {
      this.readAlias(key, key.source, 0);
      return keyText(this.aliases.get(key) ?? null);
    }
    const text = keyText(key);
    if (text === undefined) {
      this.error(key ?? beside, 'map key is not a text', 'write a plain key; a template such as `{{ … }}` must be rendered first');
    } else if (key?.anchor !== undefined) {
      this.anchors.set(key.anchor, key);
      this.sizes.set(key, 1);
    }
    if (isScalar(key) && text !== undefined && typeof key.value !== 'string') {
      const written = key.source ?? text;
      this.findings.push({
        offset: offsetOf(key),
        severity: 'warning',
        message: `map key \`${written}\` is not a text and is read as \`"${text}"\``,
        help: `put it in quotes: \`"${written}"\``,
      });
    }
    return text;
  }

  private error(node: Node, message: string, help: string): null {
    this.findings.push({ offset: offsetOf(node), severity: 'error', message, help });
    return null;
  }

  /** Ends the reading of the document: what comes after would only repeat the finding. */
  private stop(node: Node, message: string, help: string): null {
    this.full = true;
    return this.error(node, message, help);
  }
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
