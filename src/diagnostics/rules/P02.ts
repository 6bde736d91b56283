import { DiagnosticRule } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { onePerField } from '../lookup/one-per-field';
import { pathsByBackend } from '../lookup/paths-by-backend';
import { textOfKey } from '../lookup/text-of-key';
import { textOfPath } from '../lookup/text-of-path';

/** A backend whose callers are known, and all allowed everything. */
export const P02: DiagnosticRule = {
  code: 'P02',
  title: 'Every authenticated caller may do everything',
  severity: 'info',
  security: false,
  written: 'authentication in front of an MCP backend, and no authorization rule on any way to it',
  happens: 'every token that an issuer signs reaches every tool, on every release',
  instead: 'add `traffic.authorization` for who may enter, or `backend.mcp.authorization` for who may use which tool',
  triggers: [gatewayExample(jwtExample())],
  nearMisses: [
    gatewayExample(jwtExample(), authorizationExample('http', 'Allow', 'jwt.sub == "alice"')),
    gatewayExample(jwtExample(), authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"')),
    gatewayExample(),
  ],
  // what stands open to everybody is P01, what is guarded on another way T17
  check: (subject) => onePerField(pathsByBackend(subject).filter((paths) => paths.every(({ authorized }) => !authorized)).flatMap((paths) =>
    paths.filter(({ authenticated }) => authenticated).map((path) => ({
      manifest: path.rule.manifest,
      field: path.field,
      message: `everybody with a valid credential may use all of backend \`${textOfKey(path.backend.key)}\` through ${textOfPath(path)}`,
      help: 'add `traffic.authorization` for who may enter, or `backend.mcp.authorization` for who may use which tool',
    })))),
};
