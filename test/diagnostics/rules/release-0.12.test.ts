import { diagnose } from '../../../src/diagnostics';
import { authorizationExample } from '../../../src/diagnostics/examples/authorization-example';
import { gatewayExample } from '../../../src/diagnostics/examples/gateway-example';
import { policyExample } from '../../../src/diagnostics/examples/policy-example';
import { readManifests, TargetVersion } from '../../../src/manifest';

function codesOf(text: string, targetVersion: TargetVersion): readonly string[] {
  return diagnose(readManifests([{ file: 'example.yaml', text }]).manifests, { targetVersion }).map(({ code }) => code);
}

test('MCP authentication without a mode lets everybody pass up to 0.12', () => {
  const yaml = gatewayExample(policyExample('mcp-authn', 'AgentgatewayBackend', `
backend: { mcp: { authentication: { issuer: https://idp.example.com, audiences: [mcp], jwks: { jwksPath: /keys, backendRef: { name: idp, port: 80 } } } } }`));
  expect(codesOf(yaml, '0.12')).toContain('J21');
  expect(codesOf(yaml, '1.0')).not.toContain('J21');
});

test('an Allow for everybody is needed beside a Deny before 1.0, and pointless beside another Allow', () => {
  const deny = authorizationExample('http', 'Deny', 'request.path == "/admin"').replace('name: access,', 'name: deny,');
  expect(codesOf(gatewayExample(deny, authorizationExample('http', 'Allow', 'true')), '0.12')).not.toContain('A14');
  expect(codesOf(gatewayExample(authorizationExample('http', 'Allow', 'true', 'request.path == "/mcp"')), '0.12')).toContain('A14');
});
