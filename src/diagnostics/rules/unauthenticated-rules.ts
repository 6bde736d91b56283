import type { CelAst } from '../../cel';
import { RuleFinding, Subject } from '../diagnostic-rule';
import { AuthorizationPlace } from '../lookup/authorization-places';
import { oncePer } from '../lookup/once-per';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { placedRules } from '../lookup/placed-rules';
import { isCertain, possibleOutcomes } from '../lookup/possible-outcomes';
import { valueAt } from '../lookup/value-at';

/**
 * Rules of which a part cannot be true without claims, where no JWT authentication comes before them: `elsewhere` if there is one at some other place.
 */
export function unauthenticatedRules({ gateway, manifests }: Subject, elsewhere: boolean): readonly RuleFinding[] {
  const authenticates = manifests.some(({ object }) => JWT_FIELDS.some((field) => valueAt(object, field) !== undefined));
  return authenticates !== elsewhere ? [] : placedRules(gateway).flatMap(({ rule, places }): RuleFinding[] => {
    const bare = withoutClaims(places);
    const ast = parseOrUndefined(rule.expression);
    // one of several alternatives can be meant for the places that have claims
    const dead = bare.length === 0 || !ast ? [] : needsClaims(ast) ? [ast] : bare.length < places.length || isHandled(ast) ? [] : deadParts(ast);
    if (dead.length === 0) {
      return [];
    }
    const [part] = dead;
    const text = part === ast ? rule.expression : rule.expression.slice(...part.range);
    return [{
      manifest: rule.manifest,
      field: rule.field,
      message: `\`${text}\` ${rule.mode === 'Deny' ? 'never denies' : 'is never true'} at ${titles(bare)}: no JWT authentication comes before it, `
        + 'so that `jwt` is null',
      help: elsewhere
        ? 'attach the policy with `jwtAuthentication` to the Gateway or the route that leads here, in the same phase or in `PreRouting`'
        : 'add a policy with `traffic.jwtAuthentication` on the Gateway or the route',
      ...part !== ast && { excerpt: { text: rule.expression, range: part.range } },
    }];
  });
}

const withoutClaims = oncePer((places: readonly AuthorizationPlace[]) => places.filter(({ jwt, mcpAuthentication }) => !jwt && !mcpAuthentication));

function needsClaims(ast: CelAst): boolean {
  return !possibleOutcomes(ast, ['jwt']).true && possibleOutcomes(ast).true;
}

/** Whether an expression says itself what holds without claims, as `jwt == null || …` does. */
function isHandled(ast: CelAst): boolean {
  return isCertain(possibleOutcomes(ast, ['jwt']));
}

/** The alternatives in an expression that need claims. */
function deadParts(node: CelAst): readonly CelAst[] {
  return node.kind !== 'logical' ? [] : node.operands.flatMap((operand) =>
    node.operator === '||' && needsClaims(operand) ? [operand] : isHandled(operand) ? [] : deadParts(operand));
}

const JWT_FIELDS = [
  ['spec', 'traffic', 'jwtAuthentication'], ['spec', 'backend', 'mcp', 'authentication'], ['spec', 'policies', 'mcp', 'authentication'],
];

const titles = oncePer((places: readonly AuthorizationPlace[]): string => {
  const names = [...new Set(places.map(({ title }) => title))];
  return names.length > 1 ? `${names[0]} and ${names.length - 1} more` : names[0];
});
