import { AuthorizationRule } from '../../gateway';
import { isBefore, isKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { authorizationPlaces } from '../lookup/authorization-places';
import { onePerField } from '../lookup/one-per-field';

/** From the weakest level to the strongest. */
const LEVELS = ['Gateway', 'Gateway listener', 'ListenerSet', 'ListenerSet listener', 'HTTPRoute', 'HTTPRoute rule', 'backend'];

/** An Allow on a route that widens the Allow of its Gateway. */
export const A13: DiagnosticRule = {
  code: 'A13',
  title: 'An Allow of a more specific level widens access',
  severity: 'warning',
  security: true,
  written: 'an Allow on a route or a backend, below an Allow on the Gateway',
  happens: 'the rules of all levels are put together, and one Allow that matches is enough: the more specific one opens the route to those it names, beside those that the Gateway allows. MCP authorization does so since 1.4; before, the more specific policy replaced the other',
  instead: 'write what must hold beside the Gateway\'s rule as a Require (since 1.1)',
  triggers: [gatewayExample(authorizationExample('http', 'Allow', 'jwt.org == "example"'), authorizationExample('route', 'Allow', 'jwt.sub == "alice"'))],
  nearMisses: [
    gatewayExample(authorizationExample('http', 'Allow', 'jwt.org == "example"'), authorizationExample('route', 'Require', 'jwt.sub == "alice"')),
    gatewayExample(authorizationExample('route', 'Allow', 'jwt.sub == "alice"')),
  ],
  check: ({ gateway, targetVersion }) => onePerField(authorizationPlaces(gateway).flatMap(({ rules, backend, title }): RuleFinding[] => {
    if (backend && isBefore(targetVersion, '1.4')) {
      return [];
    }
    const allow = rules.filter(({ mode }) => mode === 'Allow').map((rule) => ({ rule, level: levelOf(rule) }));
    const weakest = allow.reduce((one, other) => other.level < one.level ? other : one, allow[0]);
    return allow.filter(({ level }) => level > weakest.level).map(({ rule }) => ({
      manifest: rule.manifest,
      field: rule.field.slice(0, -1),
      message: `this Allow opens ${title} beside the Allow of ${LEVELS[weakest.level]} policy \`${weakest.rule.policy.name}\`: one of them is enough`,
      help: 'write it as a Require if both must hold',
    }));
  })),
};

function levelOf({ manifest }: AuthorizationRule): number {
  if (!isKind(manifest, 'AgentgatewayPolicy')) {
    return LEVELS.indexOf('backend');
  }
  const { targetRefs = [], targetSelectors = [] } = manifest.object.spec;
  const [target] = [...targetRefs, ...targetSelectors];
  const level = LEVELS.indexOf(target.kind);
  return level === -1 ? LEVELS.indexOf('backend') : level + (target.sectionName === undefined ? 0 : 1);
}
