import { FieldPath } from './field-path';
import { KubernetesObject } from './kubernetes-object';
import { SourcePosition } from './source-position';

/** One object with where each of its values stands in the text it came from. */
export interface Manifest {
  readonly object: KubernetesObject;
  /** Absent for objects that were synthesized, not read. */
  readonly source?: ManifestSource;
}

/** Where the values of one object stand. */
export interface ManifestSource {
  /**
   * The position of a value, or of its key. A path that is absent from the text gives the nearest ancestor that is there,
   * so that "field is missing" can still be shown somewhere sensible.
   */
  positionOf(path: FieldPath, of?: 'key' | 'value'): SourcePosition;

  /** The position of a character of a text, counted in UTF-16 units. Undefined where the text is not written at this path in this way. */
  positionIn(path: FieldPath, text: string, index: number): SourcePosition | undefined;
}
