import { isIP } from 'node:net';
import { ClaimMatcher } from './claim-matcher';
import { HeaderMatcher } from './header-matcher';
import { tight } from './rule/cel';
import { textLiteral } from './rule/literal';
import { isMcpItem, isMcpTarget } from './rule/mcp-condition';
import { mcpNamesIn, McpNames } from './rule/mcp-names';
import { renderRule } from './rule/render-rule';
import { Rule } from './rule/rule';
import { ruleSentence } from './rule/rule-sentence';
import { checkText } from './support/check-props';
import { UsageError } from './support/usage-error';

/**
 * Who may do what: a condition on the claims of the verified token, on headers, on the MCP tool that is called.
 *
 * A rule renders to one expression that is true only where the rule certainly holds. A claim that is missing, or has another type than the
 * rule asks for, makes neither the rule nor its negation true.
 *
 * @example
 * const onlyAlice = ClaimRule.claim('sub').equalTo('alice');
 * const developers = ClaimRule.claim(['realm_access', 'roles']).contains('developer');
 * const staff = ClaimRule.not(ClaimRule.claim('email').endsWith('@contractors.example.com'));
 * const developersMayRead = ClaimRule.allOf(developers, staff, ClaimRule.tool('get_me', 'list_issues'));
 */
export class ClaimRule {
  /**
   * A claim of the token.
   *
   * @param name the name of the claim, whatever its characters; or the names on the way to a nested one, such as `['realm_access', 'roles']`
   */
  public static claim(name: string | string[]): ClaimMatcher {
    return ClaimMatcher._of(typeof name === 'string' ? [name] : name);
  }

  /** A header of the request, in upper or lower case. */
  public static header(name: string): HeaderMatcher {
    return HeaderMatcher._of(name);
  }

  /** The tool that is listed or called is one of these. The names are the MCP server's own, without the prefix that clients may see. */
  public static tool(...names: string[]): ClaimRule {
    return new ClaimRule(isMcpItem('tool', names));
  }

  /** The prompt that is listed or read is one of these. */
  public static prompt(...names: string[]): ClaimRule {
    return new ClaimRule(isMcpItem('prompt', names));
  }

  /** The resource that is listed or read is one of these, by its URI on the MCP server. */
  public static resource(...uris: string[]): ClaimRule {
    return new ClaimRule(isMcpItem('resource', uris));
  }

  /** The MCP server, for whatever it is asked, is one of these targets of the backend. */
  public static target(...names: string[]): ClaimRule {
    return new ClaimRule(isMcpTarget(names));
  }

  /** The client's address is in this range, such as `10.0.0.0/8`. Behind a load balancer that may be the load balancer's. */
  public static sourceAddress(cidr: string): ClaimRule {
    checkCidr(cidr);
    const test = `cidr(${textLiteral(cidr)}).containsIP(source.address)`;
    return new ClaimRule({
      kind: 'condition',
      holds: tight(test),
      fails: tight(`!${test}`),
      says: `source address is in ${cidr}`,
      saysNot: `source address is not in ${cidr}`,
    });
  }

  /** Every one of these holds. */
  public static allOf(...rules: ClaimRule[]): ClaimRule {
    return combine('all', 'allOf', rules);
  }

  /** At least one of these holds. */
  public static anyOf(...rules: ClaimRule[]): ClaimRule {
    return combine('any', 'anyOf', rules);
  }

  /** The rule certainly does not hold. */
  public static not(rule: ClaimRule): ClaimRule {
    return new ClaimRule({ kind: 'not', rule: rule.rule });
  }

  /**
   * An expression in agentgateway's dialect of CEL, for what the other rules cannot say. It is checked at synthesis.
   * What it makes of missing claims and other types is up to its author.
   */
  public static cel(expression: string): ClaimRule {
    checkText('expression', expression, 16384);
    return new ClaimRule({ kind: 'expression', source: expression });
  }

  /** @internal */
  public static _of(rule: Rule): ClaimRule {
    return new ClaimRule(rule);
  }

  private rendered?: string;

  private constructor(private readonly rule: Rule) {}

  /** The expression that the rule renders to: one entry of `matchExpressions`. */
  public get expression(): string {
    return this.rendered ??= renderRule(this.rule);
  }

  /** The rule as a sentence: `sub is "alice" and tool is "get_me"`. */
  public toString(): string {
    return ruleSentence(this.rule);
  }

  /** What the rule names of MCP servers. @internal */
  public get _mcpNames(): readonly McpNames[] {
    return mcpNamesIn(this.rule);
  }

  /** @internal */
  public get _rule(): Rule {
    return this.rule;
  }
}

function combine(kind: 'all' | 'any', called: string, rules: readonly ClaimRule[]): ClaimRule {
  if (rules.length === 0) throw new UsageError(`\`${called}\` got no rule`, 'give at least one');
  return ClaimRule._of({ kind, rules: rules.map((rule) => rule._rule) });
}

function checkCidr(cidr: string): void {
  const [address, length, ...rest] = cidr.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  if (rest.length > 0 || isIP(address) === 0 || !/^\d{1,3}$/.test(length ?? '') || Number(length) > bits) {
    throw new UsageError(`\`cidr\` is \`${cidr}\`, which is no range of addresses`, 'write an address and the length of its prefix, such as `10.0.0.0/8`');
  }
}
