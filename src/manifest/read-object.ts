import { FieldPath } from './field-path';
import { formatFieldPath } from './format-field-path';
import { holdsNull } from './holds-null';
import { isMap } from './is-map';
import { kindOf } from './kinds/kinds';
import { KubernetesObject } from './kubernetes-object';
import { describeValue } from './schema/describe-value';
import { anything, dictionary, text, type FieldSchema } from './schema/field-schema';
import { withoutNulls } from './schema/without-nulls';

/** Of an entry without a value, the API server makes an empty text. */
const Texts = dictionary(text(undefined, undefined, { default: '' }));

/** What null means in `metadata`, which no schema of a kind tells of: every member of it counts as absent. */
const Metadata: FieldSchema = { properties: { labels: Texts, annotations: Texts }, additionalProperties: anything() };

/** Why a value is no Kubernetes object, at the first place that shows it. */
export interface NotAnObject {
  readonly path: FieldPath;
  readonly message: string;
  readonly help: string;
  /** What the object says it is, where only its name is missing. */
  readonly nameless?: Pick<KubernetesObject, 'apiVersion' | 'kind'>;
}

/** Checks what every room relies on: an object with `apiVersion`, `kind` and well-formed `metadata`, and no null where the API server drops it. */
export function readObject(value: unknown): { object: KubernetesObject } | NotAnObject {
  if (!isMap(value)) {
    return {
      path: [],
      // it may have become a document of its own by mistake, and be a credential
      message: `document is ${describeValue(value, true)}, not an object`,
      help: 'a manifest is a map with `apiVersion`, `kind` and `metadata`',
    };
  }
  for (const field of ['apiVersion', 'kind']) {
    const written = value[field];
    if (written === undefined || written === null) {
      return {
        path: [field],
        message: `document has no \`${field}\``,
        help: 'a manifest names its `apiVersion` and `kind`; keep other files out of the folder',
      };
    }
    if (typeof written !== 'string' || written === '') return notAText([field], written);
  }
  const object = holdsNull(value) ? withoutNullsOf(value as KubernetesObject) : value as KubernetesObject;
  return readMetadata(object) ?? { object };
}

function withoutNullsOf(object: KubernetesObject): KubernetesObject {
  const { properties = {}, ...schema } = kindOf(object)?.schema ?? {};
  return withoutNulls({ ...schema, properties: { ...properties, metadata: Metadata } }, object) as KubernetesObject;
}

function readMetadata({ apiVersion, kind, metadata }: Record<string, unknown>): NotAnObject | undefined {
  if (!isMap(metadata) || metadata.name === undefined || metadata.name === null) {
    if (metadata !== undefined && metadata !== null && !isMap(metadata)) {
      return notAMap(['metadata'], metadata, 'write `metadata:` with `name:` below it');
    }
    return {
      path: ['metadata', 'name'],
      message: `${kind} has no \`metadata.name\``,
      help: 'give the object a name; `generateName` cannot be applied or referred to',
      nameless: { apiVersion: apiVersion as string, kind: kind as string },
    };
  }
  if (typeof metadata.name !== 'string' || metadata.name === '') return notAText(['metadata', 'name'], metadata.name);
  if (metadata.namespace !== undefined && typeof metadata.namespace !== 'string') return notAText(['metadata', 'namespace'], metadata.namespace);
  for (const field of ['labels', 'annotations']) {
    const map = metadata[field];
    if (map === undefined) continue;
    if (!isMap(map)) {
      return notAMap(['metadata', field], map, 'write one `name: "value"` a line');
    }
    for (const [key, entry] of Object.entries(map)) {
      if (typeof entry !== 'string') return notAText(['metadata', field, key], entry);
    }
  }
  return undefined;
}

function notAMap(path: FieldPath, value: unknown, help: string): NotAnObject {
  return { path, message: `field \`${formatFieldPath(path)}\` must be a map, not ${describeValue(value)}`, help };
}

function notAText(path: FieldPath, value: unknown): NotAnObject {
  if (value === '') return { path, message: `field \`${formatFieldPath(path)}\` is empty`, help: 'write a text of at least one character' };
  return { path, message: `field \`${formatFieldPath(path)}\` must be a text, not ${describeValue(value)}`, help: typeof value === 'object' ? 'write a text' : 'put the value in quotes' };
}
