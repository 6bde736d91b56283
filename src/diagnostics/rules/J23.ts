import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { onePerField } from '../lookup/one-per-field';

const CORS = 'cors: { allowOrigins: [\'https://app.example.com\'] }';
const CORS_POLICY = policyExample('cors', 'HTTPRoute', `traffic: { ${CORS} }`);

/** Preflight requests that are asked for a token before CORS can answer them. */
export const J23: DiagnosticRule = {
  code: 'J23',
  title: 'Browsers are asked for a token before CORS answers',
  severity: 'warning',
  security: false,
  written: '`jwtAuthentication` in phase `PreRouting`, and CORS in phase `PostRouting` or as a filter of the route',
  happens: 'a preflight request carries no token and gets 401 before a route is chosen, so that no browser client works, on every release; within one phase CORS answers first',
  instead: 'put `cors` into the `PreRouting` policy too (since 1.3), or the JWT authentication into `PostRouting`',
  triggers: [gatewayExample(jwtExample({ phase: 'PreRouting' }), CORS_POLICY)],
  nearMisses: [gatewayExample(jwtExample(), CORS_POLICY), gatewayExample(jwtExample({ phase: 'PreRouting', traffic: [CORS] }), CORS_POLICY)],
  check: ({ gateway }) => onePerField(gateway.listeners.flatMap(({ preRouting, routes }) =>
    routes.flatMap(({ rules }) => rules.flatMap(({ traffic }): RuleFinding[] =>
      preRouting.jwt?.value.mode !== 'Strict' || preRouting.cors || !traffic.cors ? [] : [{
        manifest: traffic.cors.manifest,
        field: traffic.cors.field,
        message: `no preflight request gets here: policy \`${preRouting.jwt.policy.name}\` asks it for a token before routing`,
        help: 'put `cors` into that policy too, or move its `jwtAuthentication` to phase `PostRouting`',
      }])))),
};
