import { EXPRESSION_FIELDS } from '../../src/diagnostics/expression-fields';
import { checkExpressions } from '../../src/diagnostics/expressions';
import { formatFieldPath, readManifests } from '../../src/manifest';
import { AgentgatewayBackendSpec } from '../../src/manifest/kinds/agentgateway-backend';
import { AgentgatewayPolicySpec } from '../../src/manifest/kinds/agentgateway-policy';
import { FieldSchema } from '../../src/manifest/schema/field-schema';

/** Patterns of the texts that are as long as only expressions may be. */
function expressionsIn({ type, maxLength, properties = {}, items, additionalProperties }: FieldSchema, pattern: string): readonly string[] {
  if (type === 'string') {
    return maxLength === 16384 ? [pattern] : [];
  }
  return [
    ...Object.entries(properties).flatMap(([name, schema]) => expressionsIn(schema, `${pattern}.${name}`)),
    ...(items ? expressionsIn(items, `${pattern}[]`) : []),
    ...(additionalProperties ? expressionsIn(additionalProperties, `${pattern}.*`) : []),
  ];
}

test.each([['AgentgatewayPolicy', AgentgatewayPolicySpec], ['AgentgatewayBackend', AgentgatewayBackendSpec]] as const)(
  'every expression in the schema of an %s is checked', (kind, schema) => {
    const known = EXPRESSION_FIELDS[kind].map(([pattern]) => pattern);
    expect(expressionsIn(schema, 'spec').filter((pattern) => !known.includes(pattern))).toEqual([]);
  });

function checked(yaml: string): readonly (readonly [field: string, place: string, action: string | undefined, codes: string])[] {
  const { manifests } = readManifests([{ file: 'example.yaml', text: yaml }]);
  return checkExpressions(manifests, '1.4').map(({ field, place, action, findings }) =>
    [formatFieldPath(field), place, action, findings.map(({ code }) => code).join()]);
}

test('expressions are judged by the place they stand in', () => {
  expect(checked(`
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: limits }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }]
  traffic:
    delay: { duration: 100ms }
    authorization: { action: Deny, policy: { matchExpressions: ['jwt.role == "guest"'] } }
    rateLimit:
      conditional:
        - condition: 'mcp.tool.name == "x"'
          policy:
            global:
              domain: mcp
              backendRef: { name: ratelimit, port: 8081 }
              descriptors:
                - entries: [{ name: sub, expression: 'claims["sub"]' }, { name: path, expression: request.pathAndQuery }]
    transformation: { response: { set: [{ name: x-code, value: 'string(response.code)' }] } }
`)).toEqual([
    ['spec.traffic.authorization.policy.matchExpressions[0]', 'httpAuthorization', 'Deny', 'A03'],
    ['spec.traffic.rateLimit.conditional[0].condition', 'condition', undefined, 'A08'],
    ['spec.traffic.rateLimit.conditional[0].policy.global.descriptors[0].entries[0].expression', 'rateLimitDescriptor', undefined, 'A05'],
    ['spec.traffic.rateLimit.conditional[0].policy.global.descriptors[0].entries[1].expression', 'rateLimitDescriptor', undefined, 'A18'],
    ['spec.traffic.transformation.response.set[0].value', 'responseTransformation', undefined, ''],
  ]);
});

test('the action of a rule inside a target is that of its block', () => {
  expect(checked(`
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github }
spec:
  policies: { mcp: { authorization: { policy: { matchExpressions: ['mcp.tool.name == "get_me"'] } } } }
  mcp:
    targets:
      - name: github
        static:
          host: api.githubcopilot.com
          port: 443
          policies: { mcp: { authorization: { action: Require, policy: { matchExpressions: ['mcp.tool.name == "get_me"'] } } } }
`)).toEqual([
    ['spec.policies.mcp.authorization.policy.matchExpressions[0]', 'mcpAuthorization', 'Allow', ''],
    ['spec.mcp.targets[0].static.policies.mcp.authorization.policy.matchExpressions[0]', 'mcpAuthorization', 'Require', ''],
  ]);
});

test('functions of the data plane\'s own configuration are known', () => {
  const policy = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: access }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }]
  traffic: { authorization: { policy: { matchExpressions: ['isStaff(jwt)'] } } }
`;
  expect(checked(policy).map(([, , , codes]) => codes)).toEqual(['A05']);
  expect(checked(`${policy}
---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayParameters
metadata: { name: parameters }
spec: { rawConfig: { config: { customFunctions: 'isStaff(token) { token.org == "example" }' } } }
`).map(([, , , codes]) => codes)).toEqual(['']);
});
