import { isDeepStrictEqual } from 'node:util';
import { keyOf, RuleMode } from '../../gateway';
import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { onePerField } from '../lookup/one-per-field';
import { replacedFields } from '../lookup/replaced-fields';
import { textOfKey } from '../lookup/text-of-key';
import { textOfPlace } from '../lookup/text-of-place';

const ROUTE = jwtExample({ target: 'HTTPRoute', issuer: 'https://other.example.com' }).replace('name: jwt,', 'name: route-jwt,');

/** A policy that replaces what the Gateway's policy says. */
export const T13: DiagnosticRule = {
  code: 'T13',
  title: 'A more specific policy replaces a field of a more general one',
  severity: 'warning',
  security: false,
  written: 'a field such as `jwtAuthentication` or `rateLimit` in a policy on a route, and in one on its Gateway',
  happens: 'on that route the value of the Gateway counts for nothing: providers are not put together, a limit that was meant as a ceiling is gone, on every release. Before 1.4, so is a Deny or Require of MCP authorization',
  instead: 'set `strategy.inheritance: Override` on the policy of the Gateway if it is to hold everywhere (since 1.3), or acknowledge that the route is meant to differ',
  triggers: [gatewayExample(jwtExample(), ROUTE)],
  nearMisses: [
    gatewayExample(jwtExample(), ROUTE).replace('spec:\n  targetRefs', 'spec:\n  strategy: { inheritance: Override }\n  targetRefs'),
    gatewayExample(jwtExample(), ROUTE.replace('HTTPRoute, name: mcp', 'HTTPRoute, name: other')),
  ],
  check: (subject) => onePerField(replacedFields(subject).flatMap(({ specific, general, locked }) =>
    locked || isDeepStrictEqual(specific.value, general.value) || (general.part === 'backend' && !forbids(general.value)) ? [] : [{
      manifest: specific.policy,
      field: specific.field,
      ...(general.part === 'backend' && { security: true }),
      message: `this replaces the \`${specific.name}\` of ${general.policy.object.kind === 'AgentgatewayPolicy' ? 'policy' : general.policy.object.kind} `
        + `\`${textOfKey(keyOf(general.policy.object))}\` on ${textOfPlace(specific.place)}: the two are not put together`,
      help: general.part === 'backend'
        ? `repeat the rules of \`${general.policy.object.metadata.name}\` here: they are put together since 1.4 only`
        : `set \`strategy.inheritance: Override\` on policy \`${general.policy.object.metadata.name}\` if it is to hold everywhere`,
    }])),
};

/** An authorization whose loss lets through what it kept out; an Allow that is lost lets through nothing more than what takes its place. */
function forbids(authorization: unknown): boolean {
  const { action = 'Allow' } = authorization as { readonly action?: RuleMode };
  return action !== 'Allow';
}
