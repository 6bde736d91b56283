import { decidesAccess } from '../../src/cli/decides-access';

test.each([
  ['AgentgatewayPolicy', ['spec', 'targetRefs', 0, 'unless']],
  ['AgentgatewayPolicy', ['spec', 'paused']],
  ['AgentgatewayPolicy', ['spec', 'traffic', 'paused']],
  ['AgentgatewayPolicy', ['spec', 'traffic', 'authorization', 'dryRun']],
  ['AgentgatewayPolicy', ['spec', 'traffic', 'jwtAuthentication', 'providers', 0, 'issuers']],
  ['AgentgatewayPolicy', ['spec', 'backend', 'mcp', 'authorization', 'policy', 'x']],
  ['AgentgatewayPolicy', ['spec', 'frontend', 'networkAuthorization', 'x']],
  ['AgentgatewayBackend', ['spec', 'mcp', 'targets', 0, 'x']],
  ['HTTPRoute', ['spec', 'rules', 0, 'matches', 0, 'cookies']],
  ['HTTPRoute', ['spec', 'rules', 0, 'authz']],
  ['Gateway', ['spec', 'listeners', 0, 'tls', 'x']],
  ['ReferenceGrant', ['spec', 'from', 0, 'x']],
])('in a %s, what is at %j may decide who gets access', (kind, path) => expect(decidesAccess(kind, path)).toBe(true));

test.each([
  ['AgentgatewayPolicy', ['spec', 'traffic', 'cors', 'x']],
  ['AgentgatewayPolicy', ['spec', 'traffic', 'retry', 'x']],
  ['AgentgatewayPolicy', ['spec', 'frontend', 'tracing', 'x']],
  ['AgentgatewayPolicy', ['status', 'x']],
  ['HTTPRoute', ['spec', 'rules', 0, 'timeouts', 'x']],
  ['HTTPRoute', ['spec', 'rules', 0, 'x']],
  ['Gateway', ['spec', 'infrastructure', 'x']],
])('in a %s, what is at %j does not', (kind, path) => expect(decidesAccess(kind, path)).toBe(false));
