import { DiagnosticRule } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsByBackend } from '../lookup/paths-by-backend';
import { textOfKey } from '../lookup/text-of-key';
import { textOfPath } from '../lookup/text-of-path';

const KEYS = policyExample('keys', 'Gateway', 'traffic: { apiKeyAuthentication: { mode: Optional, secretRef: { name: mcp-keys } } }');

/** A backend whose callers are known, and all allowed everything. */
export const P02: DiagnosticRule = {
  code: 'P02',
  title: 'Every authenticated caller may do everything',
  severity: 'info',
  security: false,
  written: 'authentication in front of an MCP backend, and on no way to it a rule that says who may do what, beyond the claims that authentication compares itself',
  happens: 'every token that an issuer signs reaches every tool, on every release',
  instead: 'add `traffic.authorization` for who may enter, or `backend.mcp.authorization` for who may use which tool',
  triggers: [
    gatewayExample(jwtExample()),
    gatewayExample(jwtExample(), authorizationExample('http', 'Require', 'has(jwt.iss) && has(jwt.aud)')),
    gatewayExample(jwtExample(), authorizationExample('http', 'Require', 'jwt.iss == "https://idp.example.com" && (jwt.aud == "mcp" || "mcp" in jwt.aud)')),
    gatewayExample(jwtExample(), authorizationExample('http', 'Deny', 'jwt.sub == "bob"')),
    gatewayExample(jwtExample(), authorizationExample('http', 'Allow', 'true', 'jwt.sub == "alice"')),
    gatewayExample(jwtExample({ mode: 'Optional' }), KEYS, authorizationExample('http', 'Require', 'jwt != null || apiKey != null')),
  ],
  nearMisses: [
    gatewayExample(jwtExample(), authorizationExample('http', 'Allow', 'jwt.sub == "alice"')),
    gatewayExample(jwtExample(), authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"')),
    gatewayExample(jwtExample(), authorizationExample('http', 'Deny', 'jwt.sub != "alice"')),
    gatewayExample(jwtExample({ provider: ['audiences: [mcp, other]'] }), authorizationExample('http', 'Require', '"mcp" in jwt.aud')),
    gatewayExample(jwtExample(), authorizationExample('http', 'Require', 'has(jwt.iss) && "sub" in jwt')),
    gatewayExample(jwtExample({ mode: 'Optional' }), KEYS, authorizationExample('http', 'Require', 'jwt.sub == "alice" || apiKey != null')),
    gatewayExample(),
  ],
  // what stands open to everybody is P01, what is guarded on another way T17
  check: (subject) => onePerField(pathsByBackend(subject)
    .filter((paths) => paths.every(({ authorizedBy }) => authorizedBy.size === 0))
    .flatMap((paths) => paths.filter(({ authenticated }) => authenticated).map((path) => ({
      manifest: path.rule.manifest,
      field: path.field,
      message: `everybody with a valid credential${path.deniedBy.size > 0 ? ' whom no Deny names' : ''} may use all of backend \`${textOfKey(path.backend.key)}\` through ${textOfPath(path)}`,
      help: 'add `traffic.authorization` for who may enter, or `backend.mcp.authorization` for who may use which tool',
    })))),
};
