import { Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendFilterExample } from '../examples/backend-filter-example';
import { policyExample } from '../examples/policy-example';
import { backendSettings } from '../lookup/backend-settings';
import { headerValues } from '../lookup/header-values';
import { unfilledValue } from '../lookup/unfilled-value';

const CREDENTIAL_HEADERS = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'api-key', 'cookie']);

/** A credential written literally where a Secret could be named. */
export const B27: DiagnosticRule = {
  code: 'B27',
  title: 'A credential is written literally in a manifest',
  severity: 'warning',
  security: true,
  written: 'a token in a `RequestHeaderModifier` filter of an HTTPRoute, in `traffic.headerModifiers` of a policy, or in `auth.key` of a backend policy',
  happens: 'the credential stands in clear text in git and in etcd, and whoever may read the object may use it, on every release',
  instead: 'put it into a Secret and name that with `policies.auth.secretRef` on the backend target',
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
            set: [{ name: Authorization, value: Bearer github_pat_1 }]
`, `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: agentgateway-system }
spec:
  mcp:
    targets:
      - name: mcp-target
        static: { host: api.githubcopilot.com, port: 443, policies: { tls: {}, auth: { key: github_pat_1 } } }
`, backendFilterExample('Bearer ghp_1'), policyExample('headers', 'HTTPRoute', 'traffic: { headerModifiers: { request: { add: [{ name: X-Api-Key, value: k1 }] } } }')],
  nearMisses: [`
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: agentgateway-system }
spec:
  mcp:
    targets:
      - name: mcp-target
        static: { host: api.githubcopilot.com, port: 443, policies: { tls: {}, auth: { secretRef: { name: github-token } } } }
`, `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp-github, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - filters:
        - type: RequestHeaderModifier
          requestHeaderModifier: { set: [{ name: X-Team, value: dev }] }
`,
  // what is not filled in is another mistake (B28)
  backendFilterExample('Bearer ${PAT}'), policyExample('headers', 'HTTPRoute', 'traffic: { headerModifiers: { response: { set: [{ name: X-Api-Key, value: none }] } } }'),
  policyExample('auth', 'AgentgatewayBackend', 'backend: { auth: { key: "${GITHUB_TOKEN}" } }'), policyExample('auth', 'AgentgatewayBackend', 'backend: { auth: { key: "Bearer " } }')],
  check: ({ manifests }) => [
    ...headerValues(manifests).flatMap(({ manifest, field, name, value, side }) =>
      side === 'request' && CREDENTIAL_HEADERS.has(name.toLowerCase()) && unfilledValue(value) === undefined ? [finding(manifest, field, `header \`${name}\``)] : []),
    ...backendSettings(manifests).flatMap(({ manifest, field, settings: { auth } }) =>
      auth?.key === undefined || unfilledValue(auth.key) !== undefined ? [] : [finding(manifest, [...field, 'auth', 'key'], '`auth.key`')]),
  ],
};

function finding(manifest: Manifest, field: RuleFinding['field'], where: string): RuleFinding {
  return {
    manifest,
    field,
    message: `${where} holds a credential in clear text`,
    help: 'put it into a Secret and name that with `policies.auth.secretRef` on the backend target',
  };
}
