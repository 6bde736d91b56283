import { isBefore } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { possibleOutcomes } from '../lookup/possible-outcomes';

const MEANING = {
  Allow: { is: 'allows everybody, and makes every other Allow beside it pointless', help: 'say who is allowed, or remove the rule' },
  Deny: { is: 'denies everybody', help: 'say who is denied, or remove the rule' },
  Require: { is: 'requires nothing', help: 'say what must hold, or remove the rule' },
} as const;

/** A rule that is true for every request. */
export const A14: DiagnosticRule = {
  code: 'A14',
  title: 'A rule is true for every request',
  severity: 'warning',
  security: false,
  written: 'an expression that is constantly true, as `true`',
  happens: 'as an Allow it lets everybody in, whatever other Allow expressions say; as a Deny it keeps everybody out; as a Require it does nothing',
  instead: 'say who is meant. Only before 1.0, an Allow `true` is needed beside rules that only deny (A15)',
  triggers: [authorizationExample('http', 'Allow', 'true'), authorizationExample('http', 'Deny', 'true || jwt.sub == "alice"')],
  nearMisses: [authorizationExample('http', 'Allow', 'jwt.admin == true')],
  check: ({ expressions, targetVersion }) => expressions.flatMap(({ manifest, field, text, action }): RuleFinding[] => {
    const ast = action === undefined || (action === 'Allow' && isBefore(targetVersion, '1.0')) ? undefined : parseOrUndefined(text);
    const outcomes = ast && possibleOutcomes(ast);
    if (!action || !outcomes?.true || outcomes.false || outcomes.error) {
      return [];
    }
    const { is, help } = MEANING[action];
    return [{ manifest, field, message: `\`${text}\` is true for every request: this ${action} ${is}`, help }];
  }),
};
