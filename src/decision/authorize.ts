import { Activation, CompiledExpression, CelResult } from '../cel';
import { AuthorizationRule, RuleMode } from '../gateway';
import { Behavior } from './behavior';

/** A rule ready to be evaluated; without `compiled` its text does not parse, and it always fails, as in the data plane. */
export interface CompiledRule {
  readonly rule: AuthorizationRule;
  readonly compiled?: CompiledExpression;
}

/** What one rule came to. */
export interface RuleTrace {
  readonly rule: AuthorizationRule;
  readonly result: 'true' | 'false' | 'error';
  /** Why it is `error`: an evaluation error, a result that is no boolean, or a text that does not parse. */
  readonly error?: string;
  /** The evaluation was cut off, so that nobody knows what the data plane would say. */
  readonly cutOff?: true;
}

export interface AuthorizationVerdict {
  readonly allowed: boolean;
  /** Every rule that was evaluated, in order; rules after the deciding one are evaluated too, so that a trace is whole. */
  readonly rules: readonly RuleTrace[];
}

/**
 * Decides a pool of rules as agentgateway 1.4 does (`http/authorization.rs`): nothing to say allows; a true Deny refuses;
 * a Require that is not true refuses; a true Allow allows; otherwise it is allowed only where there is no Allow at all.
 * An error is never true, so a Deny that fails does not deny.
 * INVARIANT: a rule that was cut off refuses the request, whatever its mode.
 */
export function authorize(rules: readonly CompiledRule[], activation: Activation, behavior: Behavior): AuthorizationVerdict {
  const traces = rules.map((rule) => evaluate(rule, activation));
  return { allowed: verdict(traces, behavior), rules: traces };
}

function verdict(traces: readonly RuleTrace[], behavior: Behavior): boolean {
  const of = (mode: RuleMode): readonly RuleTrace[] => traces.filter(({ rule }) => rule.mode === mode);
  const holds = (trace: RuleTrace): boolean => trace.result === 'true';
  if (traces.length === 0) {
    return true;
  }
  if (traces.some(({ cutOff }) => cutOff)) {
    return false;
  }
  // a release that does not know `Require` cannot have been given one by its API server; refusing is the safe reading
  if (of('Deny').some(holds) || !of('Require').every(holds) || (of('Require').length > 0 && !behavior.knowsRequire)) {
    return false;
  }
  const allow = of('Allow');
  return allow.some(holds) || (allow.length === 0 && !behavior.denyOnlySetRefusesAll);
}

function evaluate({ rule, compiled }: CompiledRule, activation: Activation): RuleTrace {
  if (!compiled) {
    return { rule, result: 'error', error: 'the expression does not parse' };
  }
  return traceOf(rule, compiled.evaluate(activation));
}

function traceOf(rule: AuthorizationRule, result: CelResult): RuleTrace {
  if (!result.ok) {
    return { rule, result: 'error', error: result.error.message, ...(result.error.kind === 'BudgetExceeded' && { cutOff: true }) };
  }
  if (typeof result.value !== 'boolean') {
    return { rule, result: 'error', error: 'the result is not a boolean' };
  }
  return { rule, result: result.value ? 'true' : 'false' };
}
