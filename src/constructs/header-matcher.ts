import { ClaimRule } from './claim-rule';
import { tight } from './rule/cel';
import { textLiteral } from './rule/literal';
import { endsWith, isOneOf, isText, matches, startsWith, TextSubject } from './rule/text-conditions';
import { checkHeaderName } from './support/check-props';

/**
 * Asks something about a request header. The client chooses what it sends. Of a header that comes several times, the first counts;
 * a value with characters outside visible ASCII counts as missing (agentgateway 1.4). A missing header makes no rule true, nor its negation.
 */
export class HeaderMatcher {
  /** @internal */
  public static _of(name: string): HeaderMatcher {
    checkHeaderName('name', name);
    return new HeaderMatcher(name.toLowerCase());
  }

  private readonly subject: TextSubject;

  private constructor(private readonly name: string) {
    this.subject = { access: `request.headers[${textLiteral(name)}]`, called: `header ${name}` };
  }

  /**
   * The header is this. In Python, Java, C# and Go it is called `equalTo`: `equals` has a meaning of its own in some of them.
   *
   * @jsii ignore
   */
  public equals(value: string): ClaimRule {
    return this.equalTo(value);
  }

  /** The header is this. Written `equals` in TypeScript. */
  public equalTo(value: string): ClaimRule {
    return ClaimRule._of(isText(this.subject, value));
  }

  /** The header is one of these. */
  public oneOf(...values: string[]): ClaimRule {
    return ClaimRule._of(isOneOf(this.subject, values));
  }

  /** The header starts so. */
  public startsWith(prefix: string): ClaimRule {
    return ClaimRule._of(startsWith(this.subject, prefix));
  }

  /** The header ends so. */
  public endsWith(suffix: string): ClaimRule {
    return ClaimRule._of(endsWith(this.subject, suffix));
  }

  /** The regular expression finds something in the header (the syntax of Rust's `regex`; `^` and `$` bind it to the ends). */
  public matches(regex: string): ClaimRule {
    return ClaimRule._of(matches(this.subject, regex));
  }

  /** The request has the header. */
  public exists(): ClaimRule {
    const present = `${textLiteral(this.name)} in request.headers`;
    return ClaimRule._of({
      kind: 'condition',
      holds: tight(present),
      fails: tight(`!(${present})`),
      says: `${this.subject.called} is present`,
      saysNot: `${this.subject.called} is absent`,
    });
  }
}
