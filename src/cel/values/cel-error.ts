/**
 * Why an expression has no value. The names are those of agentgateway 1.4, apart from the last two, which are this engine's own:
 * `UnexpectedReceiver` (strict mode: `startsWith`, `endsWith` or `matches` on something that is no string) and
 * `BudgetExceeded` (the expression would take too long).
 */
export type CelErrorKind =
  | 'NoSuchKey'
  | 'UndeclaredReference'
  | 'NoSuchOverload'
  | 'UnexpectedType'
  | 'Conversion'
  | 'InvalidArgumentCount'
  | 'MissingArgumentOrTarget'
  | 'UnsupportedBinaryOperator'
  | 'UnsupportedUnaryOperator'
  | 'UnsupportedIndex'
  | 'UnsupportedListIndex'
  | 'UnsupportedMapIndex'
  | 'UnsupportedKeyType'
  | 'IndexOutOfBounds'
  | 'ValuesNotComparable'
  | 'DivisionByZero'
  | 'RemainderByZero'
  | 'Overflow'
  | 'FunctionError'
  | 'UnexpectedReceiver'
  | 'BudgetExceeded';

/**
 * The error of an evaluation, thrown inside the evaluator and handed out in a result. It is no `Error`, because most of them are
 * absorbed and a stack trace costs more than the evaluation. Messages name types and the words of the expression, never values.
 */
export class CelError {
  constructor(readonly kind: CelErrorKind, readonly message: string) {}

  /** Whether `||`, `&&`, `default` and `coalesce` must not hide it. */
  get isFinal(): boolean {
    return this.kind === 'BudgetExceeded';
  }
}
