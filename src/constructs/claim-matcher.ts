import { ClaimRule } from './claim-rule';
import { and, tight } from './rule/cel';
import { claimAccess } from './rule/claim-access';
import { numberLiteral, textLiteral } from './rule/literal';
import { isNumber, numberCondition } from './rule/number-condition';
import { endsWith, isOneOf, isText, matches, startsWith, TextSubject, typeIsString } from './rule/text-conditions';
import { UsageError } from './support/usage-error';

/** Asks something about a claim of the verified token. A claim that is missing or has another type makes no rule true, nor its negation. */
export class ClaimMatcher {
  /** @internal */
  public static _of(path: readonly string[]): ClaimMatcher {
    return new ClaimMatcher({ access: claimAccess(path), called: path.join('.') });
  }

  private constructor(private readonly subject: TextSubject) {}

  /**
   * The claim is this text, number or truth value. A number is compared by value: 1 and 1.0 are the same.
   *
   * In Python, Java, C# and Go it is called `equalTo`: `equals` has a meaning of its own in some of them.
   *
   * @jsii ignore
   */
  public equals(value: string | number | boolean): ClaimRule {
    return this.equalTo(value);
  }

  /** The claim is this text, number or truth value. A number is compared by value: 1 and 1.0 are the same. Written `equals` in TypeScript. */
  public equalTo(value: string | number | boolean): ClaimRule {
    const { access, called } = this.subject;
    switch (typeof value) {
      case 'string':
        return ClaimRule._of(isText(this.subject, value));
      case 'number':
        return ClaimRule._of(isNumber(access, called, value));
      default:
        return ClaimRule._of({
          kind: 'condition',
          holds: tight(`${access} == ${value}`),
          fails: tight(`${access} == ${!value}`),
          says: `${called} is ${value}`,
          saysNot: `${called} is ${!value}`,
        });
    }
  }

  /** The claim is one of these texts. */
  public oneOf(...values: string[]): ClaimRule {
    return ClaimRule._of(isOneOf(this.subject, values));
  }

  /** The claim is a list, and this is an element of it. A text that contains it does not count. */
  public contains(element: string | number): ClaimRule {
    const { access, called } = this.subject;
    const literal = typeof element === 'string' ? textLiteral(element) : numberLiteral(element);
    // `in` looks for a part where the claim is a string, and for a key where it is a map
    const isList = tight(`type(${access}) == list`);
    return ClaimRule._of({
      kind: 'condition',
      holds: and(isList, tight(`${literal} in ${access}`)),
      fails: and(isList, tight(`!(${literal} in ${access})`)),
      says: `${called} contains ${literal}`,
      saysNot: `${called} does not contain ${literal}`,
    });
  }

  /** The claim is a text of words with blanks between them, and this is one of them, as in `scope` (RFC 8693 §4.2). */
  public hasScope(scope: string): ClaimRule {
    if (scope === '' || /\s/.test(scope)) {
      throw new UsageError(`\`scope\` is ${JSON.stringify(scope)}, which is no single scope`, 'give one scope, and combine several with `ClaimRule.allOf`');
    }
    const { access, called } = this.subject;
    const literal = textLiteral(scope);
    return ClaimRule._of({
      kind: 'condition',
      holds: and(typeIsString(access), tight(`${literal} in ${access}.split(" ")`)),
      fails: and(typeIsString(access), tight(`!(${literal} in ${access}.split(" "))`)),
      says: `${called} has scope ${literal}`,
      saysNot: `${called} does not have scope ${literal}`,
    });
  }

  /** The claim is a text that starts so. */
  public startsWith(prefix: string): ClaimRule {
    return ClaimRule._of(startsWith(this.subject, prefix));
  }

  /** The claim is a text that ends so. */
  public endsWith(suffix: string): ClaimRule {
    return ClaimRule._of(endsWith(this.subject, suffix));
  }

  /** The claim is a text in which the regular expression finds something (the syntax of Rust's `regex`; `^` and `$` bind it to the ends). */
  public matches(regex: string): ClaimRule {
    return ClaimRule._of(matches(this.subject, regex));
  }

  /** The claim is a number greater than this. */
  public greaterThan(value: number): ClaimRule {
    return ClaimRule._of(numberCondition(this.subject.access, this.subject.called, '>', value));
  }

  /** The claim is this number or a greater one. */
  public atLeast(value: number): ClaimRule {
    return ClaimRule._of(numberCondition(this.subject.access, this.subject.called, '>=', value));
  }

  /** The claim is a number less than this. */
  public lessThan(value: number): ClaimRule {
    return ClaimRule._of(numberCondition(this.subject.access, this.subject.called, '<', value));
  }

  /** The claim is this number or a lesser one. */
  public atMost(value: number): ClaimRule {
    return ClaimRule._of(numberCondition(this.subject.access, this.subject.called, '<=', value));
  }

  /** The token has the claim, and it is not null. The negation asks for a token without it; no token at all does not count. */
  public exists(): ClaimRule {
    const { access, called } = this.subject;
    return ClaimRule._of({
      kind: 'condition',
      holds: tight(`${access} != null`),
      fails: and(tight('jwt != null'), tight(`coalesce(${access}, null) == null`)),
      says: `${called} is present`,
      saysNot: `${called} is absent`,
    });
  }
}
