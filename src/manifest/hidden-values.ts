import { kindOf } from './kinds/kinds';
import { type FieldSchema } from './schema/field-schema';
import { isNearSecret } from './schema/near-secret';
import { holdsPrivateKey, isSecretName, type TextRange } from './secret-texts';
import { type YamlAlias, type YamlMap, type YamlNode, type YamlScalar } from './yaml-node';

/** What a document holds that must not be shown, and where each of its scalars ends. */
export interface HiddenValues {
  readonly ranges: readonly TextRange[];
  /** Whether comments may repeat what is hidden. */
  readonly hidesComments: boolean;
  /** By the offset at which the scalar begins. */
  readonly ends: ReadonlyMap<number, number>;
}

/**
 * Finds what may be a credential: what the schema of a kind calls sensitive, whatever a Secret or a ConfigMap holds, private keys, and, where no
 * schema tells, fields with such a name.
 */
export function hiddenValues(root: YamlNode | null): HiddenValues {
  const walk = new Walk();
  walk.object(root);
  walk.followAliases();
  return { ranges: walk.ranges, hidesComments: walk.hasSecret || walk.ranges.length > 0, ends: walk.ends };
}

/** The parts of a Secret that say what it is. */
const OPEN_FIELDS = ['apiVersion', 'kind', 'metadata', 'type', 'immutable'];
/** Annotations hold more than they should, such as what was applied last. */
const OPEN_METADATA = ['name', 'namespace', 'labels', 'generateName'];

/** What a Secret or a ConfigMap can have as a key. */
const KEY = /^[-.\w]+$/;

class Walk {
  hasSecret = false;
  readonly ranges: TextRange[] = [];
  readonly ends = new Map<number, number>();
  private readonly anchors = new Map<string, YamlNode>();
  /** What an alias stood for when it was read: an anchor can be written again. */
  private readonly targets = new Map<YamlAlias, YamlNode | undefined>();
  /** The aliases that are still to be followed: one behind the other could be nested too deep for the stack. */
  private readonly pending: (() => void)[] = [];
  /** The places at which an anchor was seen already: aliases of aliases would take forever. */
  private readonly followed = new Map<YamlNode, Set<unknown>>();

  /** What should be an object, or a list of them. */
  object(node: YamlNode | null): void {
    if (node?.kind !== 'map') {
      if (node?.kind === 'list') node.items.forEach((item) => this.object(item));
      else this.value(node, undefined, '');
      return;
    }
    const [[apiVersion = ''], kinds] = [textsAt(node, 'apiVersion'), textsAt(node, 'kind')];
    const [kind = ''] = kinds;
    const items = node.pairs.find(({ key }) => nameOf(key) === 'items')?.value;
    if (kind.endsWith('List') && items?.kind === 'list') {
      node.pairs.forEach(({ key, value }) => (value === items ? this.object(items) : this.pair(key, value, undefined)));
    } else if (kinds.some((name) => /secret|configmap/i.test(name))) {
      // of two kinds, where the line between two objects was forgotten, none is more right
      this.secret(node);
    } else {
      this.value(node, kindOf({ apiVersion, kind })?.schema, '');
    }
  }

  private secret(node: YamlMap): void {
    this.hasSecret = true;
    this.remember(node);
    for (const { key, value } of node.pairs) {
      this.shown(key);
      if (nameOf(key) === 'metadata' && value?.kind === 'map') {
        this.remember(value);
        value.pairs.forEach((pair) => {
          this.shown(pair.key);
          if (OPEN_METADATA.includes(nameOf(pair.key))) this.value(pair.value, undefined, '');
          else this.hide(pair.value);
        });
      } else if (OPEN_FIELDS.includes(nameOf(key))) {
        this.value(value, undefined, '');
      } else {
        this.hide(value);
      }
    }
  }

  /** @param name of the field whose value it is */
  private value(node: YamlNode | null, schema: FieldSchema | undefined, name: string): void {
    if (node === null) return;
    this.remember(node);
    switch (node.kind) {
      case 'map': return node.pairs.forEach(({ key, value }) => this.pair(key, value, schema));
      case 'list': return node.items.forEach((item) => this.child(item, schema, schema?.items, name));
      case 'alias': return this.follow(node, schema, (target) => this.child(target, schema, schema, name));
      case 'scalar': {
        // a text where a list or a map of credentials should be
        if (isNearSecret(schema)) this.hide(node);
        else this.scalar(node, name);
      }
    }
  }

  private pair(key: YamlNode | null, value: YamlNode | null, schema: FieldSchema | undefined): void {
    const name = nameOf(key);
    // what a merge brings in are fields of the map itself
    if (key?.kind === 'scalar' && key.merges) return this.value(value, schema, name);
    if (schema?.type === 'array' && isNearSecret(schema)) this.hide(key);
    else this.shown(key);
    const field = schema?.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema?.additionalProperties;
    this.child(value, schema, field, name);
  }

  private child(node: YamlNode | null, parent: FieldSchema | undefined, schema: FieldSchema | undefined, name: string): void {
    // a misspelt field may be any of those beside it
    const unknown = schema === undefined && (isSecretName(name) || isNearSecret(parent));
    if (unknown || schema?.sensitive) this.hide(node);
    else this.value(node, schema, name);
  }

  private scalar(node: YamlScalar, name: string): void {
    this.shown(node);
    if (holdsPrivateKey(node.text, /^inline$|jwk/i.test(name))) this.ranges.push([node.offset, node.end]);
  }

  /** A map or a list in the place of a key can hold what a value can. */
  private shown(node: YamlNode | null): void {
    if (node?.kind === 'map' || node?.kind === 'list') return this.hide(node);
    if (node?.kind === 'scalar') this.ends.set(node.offset, node.end);
    if (node !== null) this.remember(node);
  }

  private hide(node: YamlNode | null): void {
    if (node === null) return;
    this.remember(node);
    switch (node.kind) {
      case 'map': return node.pairs.forEach(({ key, value }) => {
        // a value that has no colon or no space before it is a key, or part of one
        if (KEY.test(nameOf(key)) && value !== null) this.shown(key);
        else this.hide(key);
        this.hide(value);
      });
      case 'list': return node.items.forEach((item) => this.hide(item));
      case 'alias': return this.follow(node, 'hidden', (target) => this.hide(target));
      case 'scalar': {
        this.shown(node);
        this.ranges.push([node.offset, node.end]);
      }
    }
  }

  private remember(node: YamlNode): void {
    if (node.kind !== 'alias' && node.anchor !== undefined) this.anchors.set(node.anchor, node);
  }

  /** What is a credential at the place of an alias is one where it is written. */
  private follow(alias: YamlAlias, place: unknown, action: (target: YamlNode) => void): void {
    if (!this.targets.has(alias)) this.targets.set(alias, this.anchors.get(alias.name));
    const target = this.targets.get(alias);
    if (target === undefined) return;
    const places = this.followed.get(target) ?? new Set();
    this.followed.set(target, places);
    if (places.has(place)) return;
    places.add(place);
    this.pending.push(() => action(target));
  }

  followAliases(): void {
    for (let follow = this.pending.pop(); follow !== undefined; follow = this.pending.pop()) follow();
  }
}

function nameOf(key: YamlNode | null): string {
  return key?.kind === 'scalar' ? key.text : '';
}

function textsAt({ pairs }: YamlMap, name: string): string[] {
  return pairs.flatMap(({ key, value }) => (nameOf(key) === name && value?.kind === 'scalar' ? [value.text] : []));
}
