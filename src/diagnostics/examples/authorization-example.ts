import { RuleMode } from '../../gateway';

/** Where an authorization block stands, and what it can target. */
const PLACES = {
  http: { target: '{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }', fields: ['traffic', 'authorization'] },
  mcp: { target: '{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }', fields: ['backend', 'mcp', 'authorization'] },
  network: { target: '{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }', fields: ['frontend', 'networkAuthorization'] },
} as const;

/** The YAML of a policy with one authorization block, for the examples of a rule. */
export function authorizationExample(place: keyof typeof PLACES, action: RuleMode, ...expressions: readonly string[]): string {
  const { target, fields } = PLACES[place];
  const block = [
    ...fields.map((field, depth) => `${'  '.repeat(depth + 1)}${field}:`),
    ...[
      `action: ${action}`,
      'policy:',
      '  matchExpressions:',
      ...expressions.map((expression) => `    - '${expression.replaceAll('\'', '\'\'')}'`),
    ].map((line) => `${'  '.repeat(fields.length + 1)}${line}`),
  ];
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: access, namespace: agentgateway-system }
spec:
  targetRefs: [${target}]
${block.join('\n')}
`;
}
