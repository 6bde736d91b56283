import { parseOrUndefined } from './parse-or-undefined';
import { possibleOutcomes } from './possible-outcomes';
import { AuthorizationRule } from '../../gateway';

/**
 * Whether rules that are judged together certainly refuse every request that lacks a part, as `['jwt']` or `['jwt', 'aud']`; with `issuer`, those
 * whose token was compared with that one.
 */
export function refuseWithout(rules: readonly Pick<AuthorizationRule, 'mode' | 'expression'>[], absent: readonly string[], issuer?: string): boolean {
  const judged = rules.map(({ mode, expression }) => {
    const ast = parseOrUndefined(expression);
    // an expression that is none always fails
    return { mode, outcomes: ast ? possibleOutcomes(ast, absent, issuer) : { true: false, false: false, error: true } };
  });
  const allow = judged.filter(({ mode }) => mode === 'Allow');
  return judged.some(({ mode, outcomes }) => mode === 'Require' && !outcomes.true)
    || judged.some(({ mode, outcomes }) => mode === 'Deny' && outcomes.true && !outcomes.false && !outcomes.error)
    || (allow.length > 0 && allow.every(({ outcomes }) => !outcomes.true));
}
