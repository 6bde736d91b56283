import { isDeepStrictEqual } from 'node:util';
import { keyOf } from '../../gateway';
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
  happens: 'on that route the value of the Gateway counts for nothing: providers are not put together, a limit that was meant as a ceiling is gone, on every release',
  instead: 'set `strategy.inheritance: Override` on the policy of the Gateway if it is to hold everywhere (since 1.3), or acknowledge that the route is meant to differ',
  triggers: [gatewayExample(jwtExample(), ROUTE)],
  nearMisses: [
    gatewayExample(jwtExample(), ROUTE).replace('spec:\n  targetRefs', 'spec:\n  strategy: { inheritance: Override }\n  targetRefs'),
    gatewayExample(jwtExample(), ROUTE.replace('HTTPRoute, name: mcp', 'HTTPRoute, name: other')),
  ],
  check: (subject) => onePerField(replacedFields(subject).flatMap(({ specific, general, locked }) =>
    locked || specific.field.at(-1) === 'authorization' || isDeepStrictEqual(specific.value, general.value) ? [] : [{
      manifest: specific.policy,
      field: specific.field,
      message: `this replaces the \`${specific.name}\` of policy \`${textOfKey(keyOf(general.policy.object))}\` on ${textOfPlace(specific.place)}: the two are not put together`,
      help: `set \`strategy.inheritance: Override\` on policy \`${general.policy.object.metadata.name}\` if it is to hold everywhere`,
    }])),
};
