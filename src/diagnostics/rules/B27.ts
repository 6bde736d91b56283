import { ManifestOf } from '../../gateway';
import { HttpRoute, Manifest, manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendSettings } from '../lookup/backend-settings';

const CREDENTIAL_HEADERS = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'api-key', 'cookie']);

/** A credential written literally where a Secret could be named. */
export const B27: DiagnosticRule = {
  code: 'B27',
  title: 'A credential is written literally in a manifest',
  severity: 'warning',
  security: true,
  written: 'a token in a `RequestHeaderModifier` filter of an HTTPRoute, or in `auth.key` of a backend policy',
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
`],
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
`],
  check: ({ manifests }) => [
    ...manifestsOfKind(manifests, 'HTTPRoute').flatMap(inFilters),
    ...backendSettings(manifests).flatMap(({ manifest, field, settings: { auth } }) => auth?.key === undefined ? [] : [
      finding(manifest, [...field, 'auth', 'key'], '`auth.key`'),
    ]),
  ],
};

function inFilters(manifest: ManifestOf<HttpRoute>): readonly RuleFinding[] {
  return (manifest.object.spec.rules ?? []).flatMap(({ filters = [] }, rule) => filters.flatMap(({ requestHeaderModifier = {} }, filter) =>
    (['set', 'add'] as const).flatMap((action) => (requestHeaderModifier[action] ?? []).flatMap(({ name, value }, index): RuleFinding[] =>
      CREDENTIAL_HEADERS.has(name.toLowerCase()) && !isPlaceholder(value)
        ? [finding(manifest, ['spec', 'rules', rule, 'filters', filter, 'requestHeaderModifier', action, index, 'value'], `header \`${name}\``)]
        : []))));
}

/** An empty or unresolved value is another mistake (B28). */
function isPlaceholder(value: string): boolean {
  return /^\s*(bearer)?\s*$/i.test(value) || /\$\{?\w+\}?/.test(value);
}

function finding(manifest: Manifest, field: RuleFinding['field'], where: string): RuleFinding {
  return {
    manifest,
    field,
    message: `${where} holds a credential in clear text`,
    help: 'put it into a Secret and name that with `policies.auth.secretRef` on the backend target',
  };
}
