import { ApiObject } from 'cdk8s';
import { ManifestObject } from '../support/manifest-object';

/** An annotation as it was before lines were added, and after. */
interface AddedLines {
  readonly before: string | undefined;
  readonly after: string;
}

const added = new WeakMap<ApiObject, Map<string, AddedLines>>();

/** Adds lines to an annotation of an object that was judged already. */
export function addAnnotationLines(object: ApiObject, annotation: string, lines: Iterable<string>): void {
  const before = annotationOf(object, annotation);
  const all = [...before === undefined ? [] : before.split('\n'), ...lines];
  const after = [...new Set(all)].sort().join('\n');
  const known = added.get(object) ?? new Map<string, AddedLines>();
  added.set(object, known.set(annotation, { before: known.has(annotation) ? known.get(annotation)!.before : before, after }));
  setAnnotation(object, annotation, after);
}

/** Takes back what was added when the object was judged before: it may no longer be so. What the user wrote since then stays. */
export function takeBackAnnotationLines(object: ApiObject): void {
  for (const [annotation, { before, after }] of added.get(object) ?? []) {
    if (annotationOf(object, annotation) === after) setAnnotation(object, annotation, before);
  }
  added.delete(object);
}

function annotationOf(object: ApiObject, annotation: string): string | undefined {
  const text: unknown = object.metadata.toJson()?.annotations?.[annotation];
  return typeof text === 'string' ? text : undefined;
}

function setAnnotation(object: ApiObject, annotation: string, text: string | undefined): void {
  if (ManifestObject.is(object)) object.forget();
  // cdk8s leaves out what is undefined
  object.metadata.addAnnotation(annotation, text as string);
}
