import { FieldPath } from './field-path';
import { Locate } from './locate';
import { ManifestSource } from './manifest';
import { SourcePosition } from './source-position';
import { keyText, mergedMaps, type YamlDocument } from './yaml-document';
import { YamlNode } from './yaml-node';

/** Finds the values of one object in the YAML it was read from. */
export class YamlManifestSource implements ManifestSource {
  /** @param base where the object stands in the document: not at the top for an item of a `List` */
  constructor(private readonly base: FieldPath, private readonly document: YamlDocument, private readonly locate: Locate) {}

  positionOf(path: FieldPath, of: 'key' | 'value' = 'value'): SourcePosition {
    let [key, value]: (YamlNode | null)[] = [null, this.document.root];
    let parent = value;
    let found = true;
    for (const step of [...this.base, ...path]) {
      const child = value && childOf(value, step, this.document.targetOf);
      if (!child) {
        found = false;
        break;
      }
      parent = value;
      ({ key, value } = child);
    }
    // an ancestor that stands in for an absent value is best known by its key
    const wanted = of === 'key' || !found ? key ?? value : value ?? key;
    return this.locate((wanted ?? parent)?.offset ?? 0);
  }
}

interface Child {
  readonly key: YamlNode | null;
  readonly value: YamlNode | null;
}

function childOf(parent: YamlNode, step: string | number, targetOf: (node: YamlNode) => YamlNode): Child | undefined {
  const node = targetOf(parent);
  if (node.kind === 'list' && typeof step === 'number') {
    return step < node.items.length ? { key: null, value: node.items[step] } : undefined;
  }
  if (node.kind !== 'map') return undefined;
  for (const pair of node.pairs) {
    if (keyText(pair.key && targetOf(pair.key)) === step) return pair;
  }
  for (const map of mergedMaps(node, targetOf)) {
    const child = childOf(map, step, targetOf);
    if (child !== undefined) return child;
  }
  return undefined;
}
