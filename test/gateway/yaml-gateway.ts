import { buildGateway, EffectiveGateway, EffectiveListener, EffectiveRule } from '../../src/gateway';
import { readManifests, TargetVersion } from '../../src/manifest';

/** The gateway of the guide, for tests that add to it. */
export const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: agentgateway-proxy, namespace: infra }
spec:
  gatewayClassName: agentgateway
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
`;

export const ROUTE = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp-github, namespace: infra }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - name: main
      matches: [{ path: { type: PathPrefix, value: /mcp-github } }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
`;

export const BACKEND = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: infra }
spec:
  mcp:
    targets:
      - name: mcp-target
        static: { host: api.githubcopilot.com, port: 443, path: /mcp/, policies: { tls: { sni: api.githubcopilot.com } } }
`;

/** A policy with the given `spec`, as YAML in one line. */
export function policy(name: string, spec: string, namespace = 'infra'): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`;
}

export const TO_GATEWAY = 'targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy }]';
export const TO_ROUTE = 'targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp-github }]';
export const TO_RULE = 'targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp-github, sectionName: main }]';
export const TO_BACKEND = 'targetRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]';

export function jwt(issuer: string, more = ''): string {
  return `jwtAuthentication: { providers: [{ issuer: ${issuer}, jwks: { inline: '{"keys":[]}' } }] ${more} }`;
}

export function rules(action: string, ...expressions: readonly string[]): string {
  return `authorization: { action: ${action}, policy: { matchExpressions: ${JSON.stringify(expressions)} } }`;
}

/** Builds the gateway that documents of YAML mean together. */
export function gatewayOf(documents: readonly string[], targetVersion: TargetVersion = '1.4'): EffectiveGateway {
  const { manifests, problems } = readManifests(documents.map((text, index) => ({ file: `${index}.yaml`, text })));
  expect(problems).toEqual([]);
  return buildGateway(manifests, { targetVersion });
}

export function firstListener(documents: readonly string[], targetVersion?: TargetVersion): EffectiveListener {
  return gatewayOf(documents, targetVersion).listeners[0];
}

export function firstRule(documents: readonly string[], targetVersion?: TargetVersion): EffectiveRule {
  return firstListener(documents, targetVersion).routes[0].rules[0];
}
