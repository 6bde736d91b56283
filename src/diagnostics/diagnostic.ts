import { ObjectRef, SourcePosition } from '../manifest';

export type Severity = 'error' | 'warning' | 'info';

/** One finding, as every reporter shows it and as the JSON of `check` holds it. */
export interface Diagnostic {
  /** Stable code of the catalogue, for example `A03`. */
  readonly code: string;
  readonly severity: Severity;
  /** Protection is lost, or lost without notice, where this stands. */
  readonly security: boolean;
  /** One clause that names the thing; lower case, no full stop. */
  readonly message: string;
  /** The way out. */
  readonly help: string;
  readonly object?: ObjectRef;
  /** The field as `spec.rules[0].name`. */
  readonly field?: string;
  /** Where it stands in the file; absent for synthesized objects. */
  readonly source?: SourcePosition;
  /** Where what is marked ends in the file, as far as that is known: for a part of an expression or of a key set, at whose beginning `source` then is. */
  readonly end?: SourcePosition;
  /** The construct that made the object; absent for files. */
  readonly construct?: ConstructLocation;
  /** Why the user accepts it; it then counts for nothing and stays in the report. */
  readonly acknowledged?: string;
  /** The user's own text with the part that is meant, for reports a person reads. */
  readonly excerpt?: Excerpt;
}

/** A text and the part of it that a finding is about, as a half-open range of UTF-16 code units. */
export interface Excerpt {
  readonly text: string;
  readonly range: readonly [start: number, end: number];
}

/** Where a construct was made. */
export interface ConstructLocation {
  /** Path of the construct in the tree. */
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
}
