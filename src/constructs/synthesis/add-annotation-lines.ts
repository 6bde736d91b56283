import { ApiObject } from 'cdk8s';
import { ManifestObject } from '../support/manifest-object';

/** Adds lines to an annotation of an object that was judged already. */
export function addAnnotationLines(object: ApiObject, annotation: string, lines: Iterable<string>): void {
  const before: unknown = object.metadata.toJson()?.annotations?.[annotation];
  const all = [...typeof before === 'string' ? before.split('\n') : [], ...lines];
  if (ManifestObject.is(object)) object.forget();
  object.metadata.addAnnotation(annotation, [...new Set(all)].sort().join('\n'));
}
