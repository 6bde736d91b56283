import { isMap, isSeq, type Node, type Pair } from 'yaml';
import { FieldPath } from './field-path';
import { ManifestSource } from './manifest';
import { SourcePosition } from './source-position';
import { keyText, mergedMaps, type Locate, type YamlDocument } from './yaml-document';

/** Finds the values of one object in the YAML it was read from. */
export class YamlManifestSource implements ManifestSource {
  /** @param base where the object stands in the document: not at the top for an item of a `List` */
  constructor(private readonly base: FieldPath, private readonly document: YamlDocument, private readonly locate: Locate) {}

  positionOf(path: FieldPath, of: 'key' | 'value' = 'value'): SourcePosition {
    const way = [...this.base, ...path];
    let key: Node | null = null;
    let value: Node | null = this.document.root;
    let depth = 0;
    for (; depth < way.length && value !== null; depth++) {
      const child = childOf(value, way[depth], this.document.targetOf);
      if (child === undefined) break;
      ({ key, value } = child);
    }
    // an ancestor that stands in for an absent value is best known by its key
    const wanted = of === 'key' || depth < way.length ? key ?? value : value ?? key;
    return this.locate(wanted?.range?.[0] ?? 0);
  }
}

interface Child {
  readonly key: Node | null;
  readonly value: Node | null;
}

function childOf(parent: Node, step: string | number, targetOf: (node: Node) => Node): Child | undefined {
  const node = targetOf(parent);
  if (isSeq<Node>(node) && typeof step === 'number') {
    return step < node.items.length ? { key: null, value: node.items[step] } : undefined;
  }
  if (!isMap(node)) return undefined;
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    if (keyText(targetOf(pair.key)) === step) return { key: pair.key, value: pair.value };
  }
  for (const map of mergedMaps(node, targetOf)) {
    const child = childOf(map, step, targetOf);
    if (child !== undefined) return child;
  }
  return undefined;
}
