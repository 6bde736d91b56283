import { UsageError } from './support/usage-error';

/** A condition about one label: an entry of `matchExpressions` of a Kubernetes label selector. */
export class LabelExpression {
  /**
   * The label is one of these values (`operator: In`).
   *
   * @param key `key`: the name of the label
   * @param values `values`, at least one
   */
  public static oneOf(key: string, ...values: string[]): LabelExpression {
    return new LabelExpression(key, 'In', some(key, values));
  }

  /**
   * The label is none of these values, or missing (`operator: NotIn`).
   *
   * @param key `key`: the name of the label
   * @param values `values`, at least one
   */
  public static noneOf(key: string, ...values: string[]): LabelExpression {
    return new LabelExpression(key, 'NotIn', some(key, values));
  }

  /**
   * The label is there, whatever it is (`operator: Exists`).
   *
   * @param key `key`: the name of the label
   */
  public static exists(key: string): LabelExpression {
    return new LabelExpression(key, 'Exists');
  }

  /**
   * The label is missing (`operator: DoesNotExist`).
   *
   * @param key `key`: the name of the label
   */
  public static doesNotExist(key: string): LabelExpression {
    return new LabelExpression(key, 'DoesNotExist');
  }

  private constructor(private readonly key: string, private readonly comparison: string, private readonly values?: string[]) {
    if (key === '') throw new UsageError('`key` is empty', 'give the name of a label');
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return { key: this.key, operator: this.comparison, values: this.values };
  }
}

function some(key: string, values: string[]): string[] {
  if (values.length === 0) throw new UsageError(`label \`${key}\` is compared with no value`, 'give at least one');
  return [...values];
}
