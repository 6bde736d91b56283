import { compileExpression } from '../cel';
import { AuthorizationRule } from '../gateway';
import { CompiledRule } from './authorize';
import { Behavior } from './behavior';

/**
 * Makes a rule ready. An expression that does not parse stays in the pool as one that always fails: dropping an Allow would open what it closes.
 *
 * In strict a wrong receiver is an error for Allow and Require, which then do not hold. A Deny is evaluated as in its release, where the same
 * receiver makes it true: INVARIANT: strict allows nothing that 1.4 refuses.
 */
export function compileRule(rule: AuthorizationRule, { evaluation }: Behavior): CompiledRule {
  try {
    return { rule, compiled: compileExpression(rule.expression, { mode: rule.mode === 'Deny' ? 'faithful' : evaluation }) };
  } catch {
    return { rule };
  }
}
