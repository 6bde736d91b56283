import { FieldPath } from './field-path';
import { Locate } from './locate';
import { ManifestSource } from './manifest';
import { offsetInScalar } from './offset-in-scalar';
import { SourcePosition } from './source-position';
import { keyText, mergedMaps, type YamlDocument } from './yaml-document';
import { YamlNode } from './yaml-node';

/** Finds the values of one object in the YAML it was read from. */
export class YamlManifestSource implements ManifestSource {
  /** @param base where the object stands in the document: not at the top for an item of a `List` */
  constructor(private readonly base: FieldPath, private readonly document: YamlDocument, private readonly locate: Locate) {}

  /** The whole document, of which the object is a part. */
  get root(): YamlNode | null {
    return this.document.root;
  }

  positionOf(path: FieldPath, of: 'key' | 'value' = 'value'): SourcePosition {
    const { key, value, parent, found } = this.find(path);
    // an ancestor that stands in for an absent value is best known by its key
    const wanted = of === 'key' || !found ? key ?? value : value ?? key;
    return this.locate((wanted ?? parent)?.offset ?? 0);
  }

  positionIn(path: FieldPath, text: string, index: number): SourcePosition | undefined {
    const { value, found } = this.find(path);
    // behind an alias it stands elsewhere, for others too
    if (!found || value?.kind !== 'scalar' || value.text !== text) return undefined;
    const offset = offsetInScalar(value, index);
    return offset === undefined ? undefined : this.locate(offset);
  }

  /** The value at a path, or the nearest ancestor that is there. */
  private find(path: FieldPath): Found {
    let [key, value]: (YamlNode | null)[] = [null, this.document.root];
    let parent = value;
    for (const step of [...this.base, ...path]) {
      const child = value && childOf(value, step, this.document.targetOf);
      if (!child) return { key, value, parent, found: false };
      parent = value;
      ({ key, value } = child);
    }
    return { key, value, parent, found: true };
  }
}

interface Child {
  readonly key: YamlNode | null;
  readonly value: YamlNode | null;
}

interface Found extends Child {
  readonly parent: YamlNode | null;
  /** Whether it is the value that was asked for. */
  readonly found: boolean;
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
