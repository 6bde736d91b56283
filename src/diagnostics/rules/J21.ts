import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsToBackends } from '../lookup/paths-to-backends';
import { textOfKey } from '../lookup/text-of-key';
import { valueAt } from '../lookup/value-at';

const KEYS = policyExample('keys', 'Gateway', 'traffic: { apiKeyAuthentication: { mode: Permissive, secretRef: { name: mcp-keys } } }');

/** A mode that lets requests without a token pass, and no rule that stops them. */
export const J21: DiagnosticRule = {
  code: 'J21',
  title: 'Nobody has to authenticate',
  severity: 'warning',
  security: true,
  written: 'mode `Optional` or `Permissive` in front of an MCP backend, and no rule that asks for a claim',
  happens: '`Optional` passes requests without a token or key, `Permissive` also those with a wrong one: the MCP server is open to everybody, on every release. Up to 0.12, `backend.mcp.authentication` is `Permissive` where no mode is written',
  instead: 'set `mode: Strict`, or add rules that say what a request without a token may do',
  triggers: [
    gatewayExample(jwtExample({ mode: 'Optional' })),
    gatewayExample(jwtExample({ mode: 'Permissive' }), authorizationExample('http', 'Deny', 'jwt.sub == "bob"')),
    gatewayExample(KEYS),
    gatewayExample(KEYS, authorizationExample('http', 'Require', 'apiKey != null || request.path == "/mcp"')),
  ],
  nearMisses: [
    gatewayExample(jwtExample()),
    gatewayExample(jwtExample({ mode: 'Optional' }), authorizationExample('mcp', 'Allow', 'jwt.sub == "alice"')),
    gatewayExample(jwtExample({ mode: 'Permissive' }), authorizationExample('http', 'Require', 'jwt != null')),
    gatewayExample(jwtExample({ mode: 'Optional' }), KEYS.replace('Permissive', 'Optional'), authorizationExample('http', 'Require', 'has(jwt.sub) || apiKey != null')),
    gatewayExample(jwtExample({ mode: 'Optional' }), policyExample('keys', 'Gateway', 'traffic: { apiKeyAuthentication: { secretRef: { name: mcp-keys } } }')),
  ],
  check: (subject) => onePerField(pathsToBackends(subject).filter(({ authenticated }) => !authenticated).flatMap(({ backend, authentications }) =>
    authentications.map(({ manifest, field, mode, variable }): RuleFinding => {
      const isWritten = valueAt(manifest.object, [...field, 'mode']) !== undefined;
      return {
        manifest,
        field: isWritten ? [...field, 'mode'] : field,
        message: `${isWritten ? `mode \`${mode}\`` : `mode \`${mode}\`, which agentgateway \`${subject.targetVersion}\` takes where none is written,`} `
          + `lets requests without ${variable === 'jwt' ? 'a token' : 'a credential'} pass to backend \`${textOfKey(backend.key)}\`, and no rule stops them`,
        help: `set \`mode: Strict\`, or add a rule that asks for ${variable === 'jwt' ? 'a claim' : `\`${variable}\``}`,
      };
    }))),
};
