import { LabelOperator } from './label-operator';

/** A condition about one label: an entry of `matchExpressions` of a Kubernetes label selector. */
export interface LabelExpression {
  /** `key`: the name of the label. */
  readonly key: string;

  /** `operator`. */
  readonly operator: LabelOperator;

  /**
   * `values`, at least one; for `LabelOperator.IN` and `LabelOperator.NOT_IN` alone.
   *
   * @default - none
   */
  readonly values?: string[];
}
