import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { authorizationPlaces } from '../lookup/authorization-places';
import { onePerField } from '../lookup/one-per-field';

const MCP_AUTHENTICATION = policyExample('mcp-authn', 'AgentgatewayBackend', `
backend:
  mcp:
    authentication:
      issuer: https://idp.example.com
      audiences: [mcp]
      jwks: { jwksPath: /keys, backendRef: { name: idp, port: 8080 } }
`);

/** Two authentications in a row, of which the second finds no token. */
export const J16: DiagnosticRule = {
  code: 'J16',
  title: 'A request is authenticated twice',
  severity: 'error',
  security: false,
  written: '`traffic.jwtAuthentication` in one policy and `backend.mcp.authentication` in another on the way to one backend',
  happens: 'the first removes the token that it has validated, and the second refuses every request with 401. In one policy the API server refuses the two; in two policies nobody says anything',
  instead: 'keep `traffic.jwtAuthentication`, and move the MCP part to `traffic.jwtAuthentication.mcp` (since 1.1)',
  triggers: [gatewayExample(jwtExample(), MCP_AUTHENTICATION)],
  nearMisses: [gatewayExample(MCP_AUTHENTICATION), gatewayExample(jwtExample())],
  check: ({ gateway }) => onePerField(authorizationPlaces(gateway).flatMap(({ jwt, mcpAuthentication, title }): RuleFinding[] =>
    !jwt || !mcpAuthentication
      ? []
      : [{
        manifest: mcpAuthentication.manifest,
        field: mcpAuthentication.field,
        message: `every request to ${title} is refused: policy \`${jwt.policy.name}\` has removed the token that this authentication asks for`,
        help: 'remove `mcp.authentication`; `traffic.jwtAuthentication.mcp` takes its place',
      }])),
};
