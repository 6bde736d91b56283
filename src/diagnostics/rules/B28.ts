import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendFilterExample } from '../examples/backend-filter-example';
import { policyExample } from '../examples/policy-example';
import { backendSettings } from '../lookup/backend-settings';
import { headerValues } from '../lookup/header-values';
import { unfilledValue } from '../lookup/unfilled-value';

const HELP = 'fill in the value before synthesis, or name a Secret with `policies.auth.secretRef` on the backend target';

/** A header value that an unset variable has left empty, or that still names the variable. */
export const B28: DiagnosticRule = {
  code: 'B28',
  title: 'A header value or key is empty or holds an unresolved placeholder',
  severity: 'error',
  security: false,
  written: 'a header value or `auth.key` such as `Bearer `, left over from an unset shell variable, or one that still contains `${VARIABLE}`',
  happens: 'the backend receives no credential or the name of the variable, and answers 401; the experimental CRDs refuse the object',
  instead: 'name a Secret with `policies.auth.secretRef`, or fill in the value before synthesis',
  triggers: [`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp-github, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            set: [{ name: Authorization, value: 'Bearer \${GH_PAT}' }]
`, `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp-github, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            set: [{ name: Authorization, value: 'Bearer ' }]
`, backendFilterExample('Bearer ${PAT}'), policyExample('headers', 'HTTPRoute', 'traffic: { headerModifiers: { request: { set: [{ name: Authorization, value: "Bearer ${PAT}" }] } } }'),
  policyExample('auth', 'AgentgatewayBackend', 'backend: { auth: { key: "${GITHUB_TOKEN}" } }'), policyExample('auth', 'AgentgatewayBackend', 'backend: { auth: { key: "Bearer " } }')],
  nearMisses: [`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp-github, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            set: [{ name: X-Price, value: $5 }]
`, backendFilterExample('Bearer ghp_1'), policyExample('auth', 'AgentgatewayBackend', 'backend: { auth: { key: pa$word } }')],
  check: ({ manifests }) => [
    ...headerValues(manifests).flatMap(({ manifest, field, name, value }): readonly RuleFinding[] => {
      const problem = unfilledValue(value);
      return problem === undefined ? [] : [{ manifest, field, message: `header \`${name}\` ${problem}`, help: HELP }];
    }),
    ...backendSettings(manifests).flatMap(({ manifest, field, settings: { auth } }): readonly RuleFinding[] => {
      const problem = auth?.key === undefined ? undefined : unfilledValue(auth.key);
      return problem === undefined ? [] : [{ manifest, field: [...field, 'auth', 'key'], message: `\`auth.key\` ${problem}`, help: HELP }];
    }),
  ],
};
