/** How a label is compared: the values of `matchExpressions[].operator` (Kubernetes label selectors). */
export enum LabelOperator {
  /** It is one of the values. */
  IN = 'In',
  /** It is none of the values, or missing. */
  NOT_IN = 'NotIn',
  /** It is there, whatever it is. */
  EXISTS = 'Exists',
  /** It is missing. */
  DOES_NOT_EXIST = 'DoesNotExist',
}
