import { manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';

/** A header value that an unset variable has left empty, or that still names the variable. */
export const B28: DiagnosticRule = {
  code: 'B28',
  title: 'A header value is empty or holds an unresolved placeholder',
  severity: 'error',
  security: false,
  written: 'a header value such as `Bearer `, left over from an unset shell variable, or one that still contains `${VARIABLE}`',
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
`],
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
`],
  check: ({ manifests }) => manifestsOfKind(manifests, 'HTTPRoute').flatMap((manifest) =>
    (manifest.object.spec.rules ?? []).flatMap(({ filters = [] }, rule) => filters.flatMap((filter, index) =>
      (['requestHeaderModifier', 'responseHeaderModifier'] as const).flatMap((modifier) =>
        (['set', 'add'] as const).flatMap((action) => (filter[modifier]?.[action] ?? []).flatMap(({ name, value }, at): RuleFinding[] => {
          const problem = problemOf(value);
          return problem === undefined ? [] : [{
            manifest,
            field: ['spec', 'rules', rule, 'filters', index, modifier, action, at, 'value'],
            message: `header \`${name}\` ${problem}`,
            help: 'fill in the value before synthesis, or name a Secret with `policies.auth.secretRef` on the backend target',
          }];
        })))))),
};

function problemOf(value: string): string | undefined {
  const variable = /\$\{[A-Za-z_]\w*\}|\$[A-Za-z_]\w*/.exec(value)?.[0];
  if (variable !== undefined) {
    return `still holds the placeholder \`${variable}\``;
  }
  return /^\s*(bearer|basic|token)?\s*$/i.test(value) ? 'has an empty value' : undefined;
}
