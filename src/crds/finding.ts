import { FieldPath } from '../manifest';

/** One thing that the API server would refuse in an object. */
export interface Finding {
  readonly code: 'S01' | 'S02';
  readonly path: FieldPath;
  /** Whether the fault is the key rather than the value. */
  readonly of: 'key' | 'value';
  /** Goes on after "field `a.b` ". */
  readonly message: string;
  readonly help: string;
  /** The value is not what rules expect, or too large for them: the API server evaluates none then. */
  readonly blocksRules?: boolean;
}
