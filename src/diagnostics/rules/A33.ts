import { CLAIMS_ANNOTATION, declaredClaims } from '../declared-claims';
import { DiagnosticRule } from '../diagnostic-rule';

function policy(claims: string): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata:
  name: tools
  namespace: agentgateway-system
  annotations:
    ${CLAIMS_ANNOTATION}: ${JSON.stringify(claims)}
spec:
  targetRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
  backend: { mcp: { authorization: { action: Allow, policy: { matchExpressions: ['"dev" in jwt.groups && has(mcp.tool)'] } } } }
`;
}

/** A declaration of a claim that declares nothing. */
export const A33: DiagnosticRule = {
  code: 'A33',
  title: 'A claim is declared with what is no type',
  severity: 'warning',
  security: false,
  written: `a line of the annotation \`${CLAIMS_ANNOTATION}\` that is not a name, a colon and a type`,
  happens: 'the claim counts as undeclared: expressions about it are checked less sharply than meant; agentgateway does not read the annotation',
  instead: 'write a type such as `string`, `int`, `bool`, `list(string)` or `map(json)`',
  triggers: [policy('groups: array')],
  nearMisses: [policy('groups: list(string)')],
  check: ({ manifests }) => manifests.flatMap((manifest) => declaredClaims(manifest).faults.map((line) => ({
    manifest,
    field: ['metadata', 'annotations', CLAIMS_ANNOTATION],
    message: `\`${line}\` declares no claim`,
    help: 'write a name and a type, for example `groups: list(string)`',
  }))),
};
