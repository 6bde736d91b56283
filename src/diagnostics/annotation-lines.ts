import { Manifest } from '../manifest';

/** The lines of an annotation, without those that are empty; none where it is no text, which the schema reports. */
export function annotationLines({ object }: Manifest, annotation: string): readonly string[] {
  const value: unknown = object.metadata.annotations?.[annotation];
  return typeof value === 'string' ? value.split('\n').map((line) => line.trim()).filter(Boolean) : [];
}
