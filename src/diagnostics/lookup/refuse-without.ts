import { oncePer } from './once-per';
import { parseOrUndefined } from './parse-or-undefined';
import { Outcomes, possibleOutcomes } from './possible-outcomes';
import type { CelAst } from '../../cel';
import { AuthorizationRule } from '../../gateway';

/**
 * Whether rules that are judged together certainly refuse every request that lacks a part, as `['jwt']` or `['jwt', 'aud']`; with `issuer`, those
 * whose token was compared with that one.
 */
export function refuseWithout(rules: readonly Pick<AuthorizationRule, 'mode' | 'expression'>[], absent: readonly string[], issuer?: string): boolean {
  const outcomesOf = ({ expression }: Pick<AuthorizationRule, 'expression'>): Outcomes => {
    const ast = parseOrUndefined(expression);
    // an expression that is none always fails
    return ast ? knownOutcomes(ast, absent, issuer) : { true: false, false: false, error: true };
  };
  const denies = (rule: Pick<AuthorizationRule, 'expression'>): boolean => {
    const outcomes = outcomesOf(rule);
    return outcomes.true && !outcomes.false && !outcomes.error;
  };
  const allow = rules.filter(({ mode }) => mode === 'Allow');
  return rules.some((rule) => rule.mode === 'Require' && !outcomesOf(rule).true)
    || rules.some((rule) => rule.mode === 'Deny' && denies(rule))
    || (allow.length > 0 && !allow.some((rule) => outcomesOf(rule).true));
}

/** What each rule is known to come to, by the requests asked about: the same rule often stands in the policy of every route. */
const knownOf = oncePer((_rule: CelAst) => new Map<string, Outcomes>());

function knownOutcomes(rule: CelAst, absent: readonly string[], issuer: string | undefined): Outcomes {
  const known = knownOf(rule);
  const requests = issuer === undefined ? absent.join('.') : `${absent.join('.')} ${issuer}`;
  const outcomes = known.get(requests) ?? possibleOutcomes(rule, absent, issuer);
  known.set(requests, outcomes);
  return outcomes;
}
