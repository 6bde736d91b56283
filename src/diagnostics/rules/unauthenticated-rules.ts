import { RuleFinding, Subject } from '../diagnostic-rule';
import { AuthorizationPlace } from '../lookup/authorization-places';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { placedRules } from '../lookup/placed-rules';
import { possibleOutcomes } from '../lookup/possible-outcomes';
import { valueAt } from '../lookup/value-at';

/** Rules that cannot be true without claims, where no JWT authentication comes before them: `elsewhere` if there is one at some other place. */
export function unauthenticatedRules({ gateway, manifests }: Subject, elsewhere: boolean): readonly RuleFinding[] {
  const authenticates = manifests.some(({ object }) => JWT_FIELDS.some((field) => valueAt(object, field) !== undefined));
  return authenticates !== elsewhere ? [] : placedRules(gateway).flatMap(({ rule, places }): RuleFinding[] => {
    const bare = places.filter(({ jwt, mcpAuthentication }) => !jwt && !mcpAuthentication);
    const ast = parseOrUndefined(rule.expression);
    if (bare.length === 0 || !ast || possibleOutcomes(ast, ['jwt']).true || !possibleOutcomes(ast).true) {
      return [];
    }
    return [{
      manifest: rule.manifest,
      field: rule.field,
      message: `\`${rule.expression}\` ${rule.mode === 'Deny' ? 'never denies' : 'is never true'} at ${titles(bare)}: no JWT authentication comes before it, `
        + 'so that `jwt` is null',
      help: elsewhere
        ? 'attach the policy with `jwtAuthentication` to the Gateway or the route that leads here, in the same phase or in `PreRouting`'
        : 'add a policy with `traffic.jwtAuthentication` on the Gateway or the route',
      security: rule.mode === 'Deny',
    }];
  });
}

const JWT_FIELDS = [
  ['spec', 'traffic', 'jwtAuthentication'], ['spec', 'backend', 'mcp', 'authentication'], ['spec', 'policies', 'mcp', 'authentication'],
];

function titles(places: readonly AuthorizationPlace[]): string {
  const names = [...new Set(places.map(({ title }) => title))];
  return names.length > 1 ? `${names[0]} and ${names.length - 1} more` : names[0];
}
