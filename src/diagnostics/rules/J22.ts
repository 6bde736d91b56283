import { isDeepStrictEqual } from 'node:util';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { onePerField } from '../lookup/one-per-field';

const BEFORE_ROUTING = jwtExample({ phase: 'PreRouting' }).replace('name: jwt,', 'name: jwt-before-routing,');

/** JWT authentication in both phases, of which the second finds no token. */
export const J22: DiagnosticRule = {
  code: 'J22',
  title: 'Tokens are asked for in both phases',
  severity: 'warning',
  security: false,
  written: '`jwtAuthentication` in phase `PreRouting` and in phase `PostRouting` on the way to one route',
  happens: 'the phases do not merge: the first removes the token that it has validated, and the second, in mode Strict, refuses every request with 401, on every release',
  instead: 'keep one of them',
  triggers: [gatewayExample(BEFORE_ROUTING, jwtExample({ target: 'HTTPRoute' }))],
  nearMisses: [
    gatewayExample(BEFORE_ROUTING),
    gatewayExample(BEFORE_ROUTING, jwtExample({ target: 'HTTPRoute', also: ['location: { header: { name: x-user-token } }'] })),
  ],
  check: ({ gateway }) => onePerField(gateway.listeners.flatMap(({ preRouting, routes }) =>
    routes.flatMap(({ rules }) => rules.flatMap(({ traffic }): RuleFinding[] => {
      const [first, second] = [preRouting.jwt, traffic.jwt];
      return !first || second?.value.mode !== 'Strict' || !isDeepStrictEqual(first.value.location, second.value.location) ? [] : [{
        manifest: second.manifest,
        field: second.field,
        message: `policy \`${first.policy.name}\` has validated and removed the token before routing, so that this one refuses every request`,
        help: 'keep one of the two policies',
      }];
    })))),
};
