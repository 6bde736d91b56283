import { DiagnosticRule } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsByBackend } from '../lookup/paths-by-backend';
import { PathToBackend } from '../lookup/paths-to-backends';
import { textOfKey } from '../lookup/text-of-key';
import { textOfPath } from '../lookup/text-of-path';

const KEYS = policyExample('keys', 'Gateway', 'traffic: { apiKeyAuthentication: { mode: Permissive, secretRef: { name: mcp-keys } } }');

/** An external service that is asked for some requests, or for all where the last entry has no condition. */
function extAuth(...entries: readonly string[]): string {
  const service = 'policy: { backendRef: { name: authz, port: 9000 }, grpc: {} }';
  return policyExample('authz', 'Gateway', `traffic: { extAuth: { conditional: [${entries.map((condition) => `{ ${condition}${service} }`).join(', ')}] } }`);
}

/** A backend that nobody has to name themselves for. */
export const P01: DiagnosticRule = {
  code: 'P01',
  title: 'An MCP backend is reachable without authentication',
  severity: 'warning',
  security: true,
  written: 'a route to an MCP backend, and no policy that insists on a JWT or another credential on any way to it',
  happens: 'everybody who reaches the listener reaches the backend, with the credential that the gateway presents to it, on every release',
  instead: 'write an AgentgatewayPolicy with `traffic.jwtAuthentication` on the Gateway or the route',
  triggers: [gatewayExample(), gatewayExample(KEYS), gatewayExample(KEYS.replace('apiKeyAuthentication: { mode: Permissive,', 'basicAuthentication: { mode: Optional,')),
    gatewayExample(extAuth('condition: has(request.headers.cookie), '))],
  nearMisses: [
    gatewayExample(jwtExample()),
    gatewayExample(jwtExample({ target: 'HTTPRoute' })),
    gatewayExample(KEYS.replace('mode: Permissive, ', '')),
    gatewayExample(KEYS, authorizationExample('http', 'Require', 'apiKey != null')),
    gatewayExample(KEYS, jwtExample()),
    gatewayExample(KEYS, KEYS.replace('apiKeyAuthentication: { mode: Permissive,', 'basicAuthentication: { mode: Optional,').replace('name: keys', 'name: users'),
      authorizationExample('http', 'Require', 'basicAuth != null || has(apiKey.name)')),
    gatewayExample(extAuth('condition: has(request.headers.cookie), ', '')),
    gatewayExample(extAuth('condition: "true", ')),
  ],
  // where another way is guarded, this one is a side door (T17)
  check: (subject) => onePerField(pathsByBackend(subject).filter((paths) => paths.every(({ authenticated }) => !authenticated)).flatMap((paths) =>
    paths.filter(hasNoJwt).map((path) => ({
      manifest: path.rule.manifest,
      field: path.field,
      message: `backend \`${textOfKey(path.backend.key)}\` stands open to everybody through ${textOfPath(path)}`,
      help: 'add a policy with `traffic.jwtAuthentication` on the Gateway or the route',
    })))),
};

/** A JWT that may be missing is reported where its mode stands (J21). */
function hasNoJwt({ authentications }: PathToBackend): boolean {
  return authentications.every(({ variable }) => variable !== 'jwt');
}
