import { checkHeaderName, checkText } from './support/check-props';

/** What a request header or a query parameter must be for a route rule: `matches[].headers` and `matches[].queryParams` of an HTTPRoute. */
export class ValueMatch {
  /** The header or parameter is this. */
  public static exact(name: string, value: string): ValueMatch {
    return new ValueMatch('Exact', name, value);
  }

  /** The header or parameter matches this regular expression (agentgateway: the syntax of Rust's `regex`). */
  public static regex(name: string, expression: string): ValueMatch {
    return new ValueMatch('RegularExpression', name, expression);
  }

  private constructor(private readonly type: string, private readonly name: string, private readonly value: string) {
    checkHeaderName('name', name);
    checkText('value', value, 4096);
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return { type: this.type, name: this.name, value: this.value };
  }
}
