import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { onePerField } from '../lookup/one-per-field';
import { refuseWithout } from '../lookup/refuse-without';
import { textOfKey } from '../lookup/text-of-key';
import { valueAt } from '../lookup/value-at';

/** A mode that lets requests without a token pass, and no rule that stops them. */
export const J21: DiagnosticRule = {
  code: 'J21',
  title: 'Nobody has to authenticate',
  severity: 'warning',
  security: true,
  written: 'mode `Optional` or `Permissive` in front of an MCP backend, and no rule that asks for a claim',
  happens: '`Optional` passes requests without a token, `Permissive` also those with a wrong one: the MCP server is open to everybody, on every release',
  instead: 'set `mode: Strict`, or add rules that say what a request without a token may do',
  triggers: [gatewayExample(jwtExample({ mode: 'Optional' })), gatewayExample(jwtExample({ mode: 'Permissive' }), authorizationExample('http', 'Deny', 'jwt.sub == "bob"'))],
  nearMisses: [
    gatewayExample(jwtExample()),
    gatewayExample(jwtExample({ mode: 'Optional' }), authorizationExample('mcp', 'Allow', 'jwt.sub == "alice"')),
    gatewayExample(jwtExample({ mode: 'Permissive' }), authorizationExample('http', 'Require', 'jwt != null')),
  ],
  check: ({ gateway }) => onePerField(gateway.listeners.flatMap(({ preRouting, routes }) =>
    routes.flatMap(({ rules }) => rules.flatMap(({ traffic, backends }) =>
      backends.flatMap(({ backend }): RuleFinding[] => {
        if (backend.kind !== 'mcp') {
          return [];
        }
        const { key, mcpAuthorization, other } = backend.mcp;
        const authentication = traffic.jwt ?? preRouting.jwt ?? other.find(({ name }) => name === 'mcp.authentication');
        const mode = authentication && valueAt(authentication.manifest.object, [...authentication.field, 'mode']);
        if (!authentication || (mode !== 'Optional' && mode !== 'Permissive')) {
          return [];
        }
        return [preRouting.authorization, traffic.authorization, mcpAuthorization].some((pool) => refuseWithout(pool, ['jwt'])) ? [] : [{
          manifest: authentication.manifest,
          field: [...authentication.field, 'mode'],
          message: `mode \`${mode}\` lets requests without a token pass to backend \`${textOfKey(key)}\`, and no rule stops them`,
          help: 'set `mode: Strict`, or add a rule that asks for a claim',
        }];
      }))))),
};
