import { EffectiveGateway } from '../../gateway';
import { FieldPath, formatFieldPath, isBefore, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { AuthorizationPlace } from '../lookup/authorization-places';
import { oncePer } from '../lookup/once-per';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { PlacedRule, placedRules } from '../lookup/placed-rules';
import { isTrueForAll } from '../lookup/possible-outcomes';
import { sharedList } from '../lookup/shared-list';

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
  instead: 'say who is meant. Only before 1.0, an Allow `true` is needed beside rules that only deny (A15), and only where no other Allow is',
  triggers: [authorizationExample('http', 'Allow', 'true'), authorizationExample('http', 'Deny', 'true || jwt.sub == "alice"')],
  nearMisses: [authorizationExample('http', 'Allow', 'jwt.admin == true')],
  check: ({ expressions, gateway, targetVersion }) => expressions.flatMap(({ manifest, field, text, action }): RuleFinding[] => {
    const ast = action === undefined ? undefined : parseOrUndefined(text);
    if (!action || !ast || !isTrueForAll(ast) || (action === 'Allow' && isBefore(targetVersion, '1.0') && !isPointless(gateway, manifest, field))) {
      return [];
    }
    const { is, help } = MEANING[action];
    return [{ manifest, field, message: `\`${text}\` is true for every request: this ${action} ${is}`, help }];
  }),
};

/** Whether an Allow that is always true stands beside another Allow, so that rules that only deny have no need of it. */
function isPointless(gateway: EffectiveGateway, manifest: Manifest, field: FieldPath): boolean {
  const name = formatFieldPath(field);
  const placed = placedByManifest(gateway).get(manifest)?.find(({ rule }) => formatFieldPath(rule.field) === name);
  return placed !== undefined && rulesAt(placed.places).every((rules) => rules.some((rule) => rule !== placed.rule && rule.mode === 'Allow'));
}

const placedByManifest = oncePer((gateway: EffectiveGateway): ReadonlyMap<Manifest, readonly PlacedRule[]> => {
  const found = new Map<Manifest, PlacedRule[]>();
  for (const placed of placedRules(gateway)) {
    const known = found.get(placed.rule.manifest);
    known ? known.push(placed) : found.set(placed.rule.manifest, [placed]);
  }
  return found;
});

/** The different lists of rules that are judged at places. */
const rulesAt = oncePer((places: readonly AuthorizationPlace[]) => [...new Set(places.map(({ rules }) => sharedList(rules)))]);
