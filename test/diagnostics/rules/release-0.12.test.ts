import { diagnose } from '../../../src/diagnostics';
import { authorizationExample } from '../../../src/diagnostics/examples/authorization-example';
import { gatewayExample } from '../../../src/diagnostics/examples/gateway-example';
import { policyExample } from '../../../src/diagnostics/examples/policy-example';
import { readManifests, TargetVersion } from '../../../src/manifest';
import { findingsOf } from '../support/findings-of';

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

test('an XListenerSet may be served up to 0.12, and is not judged', () => {
  const set = `
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XListenerSet
metadata: { name: team, namespace: agentgateway-system }
spec: { parentRef: { name: agentgateway-proxy }, listeners: [{ name: team, port: 8080, protocol: HTTP }] }
`;
  const yaml = gatewayExample(set).replace('parentRefs: [{ name: agentgateway-proxy }]', 'parentRefs: [{ group: gateway.networking.x-k8s.io, kind: XListenerSet, name: team }]');
  const found = (version: TargetVersion) => findingsOf('T18', yaml, [], version).map(({ severity, security, message, field }) => [field, severity, security, message]);
  const notJudged = 'what comes in through XListenerSet `agentgateway-system/team` is not judged; agentgateway 0.12 serves it where experimental features are on';
  expect(found('0.12')).toEqual([['kind', 'warning', true, notJudged], ['spec.parentRefs[0].kind', 'warning', true, notJudged]]);
  const noLonger = 'kind `XListenerSet` is no longer read since 1.0';
  expect(found('1.0')).toEqual([['kind', 'error', false, noLonger], ['spec.parentRefs[0].kind', 'error', false, noLonger]]);
});
