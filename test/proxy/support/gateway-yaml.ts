import { GUIDE_JWKS } from '../../fixtures/guide';

/** What a test changes about the guide's gateway; strings are YAML in one line. */
export interface GatewayYaml {
  readonly host?: string;
  readonly port: number;
  /** Policies of the target, for example `tls: { sni: example.com }`. */
  readonly targetPolicies?: string;
  /** Members of `traffic` beside JWT. */
  readonly traffic?: string;
  /** Members of `jwtAuthentication` beside the provider; `null` for a gateway without JWT policy. */
  readonly jwt?: string | null;
  /** Members of the backend policy's `backend`. */
  readonly backend?: string;
  /** More filters of the route. */
  readonly filters?: string;
  /** More members of the backend's `spec.mcp`. */
  readonly mcp?: string;
  readonly listeners?: string;
  readonly hostnames?: string;
  readonly more?: readonly string[];
}

/** The guide's gateway in front of one target on this machine, as documents of YAML. */
export function gatewayYaml(options: GatewayYaml): readonly string[] {
  const { host = '127.0.0.1', port, jwt = '', traffic, targetPolicies, backend, filters, mcp, hostnames, more = [] } = options;
  const authentication = jwt === null ? [] : [`jwtAuthentication: { providers: [{ issuer: solo.io, jwks: { inline: ${JSON.stringify(GUIDE_JWKS)} } }]${member(jwt)} }`];
  const trafficMembers = [...authentication, ...(traffic === undefined ? [] : [traffic])];
  return [
    `{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: agentgateway-proxy, namespace: agentgateway-system },
      spec: { gatewayClassName: agentgateway, listeners: [${options.listeners ?? '{ name: http, port: 80, protocol: HTTP }'}] } }`,
    `{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: mcp-github, namespace: agentgateway-system },
      spec: { parentRefs: [{ name: agentgateway-proxy }]${hostnames === undefined ? '' : `, hostnames: [${hostnames}]`}, rules: [{
        matches: [{ path: { type: PathPrefix, value: /mcp-github } }],
        filters: [{ type: CORS, cors: { allowOrigins: ["http://localhost:8080"], allowMethods: ["*"], allowHeaders: ["*"] } }${member(filters)}],
        backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }] }] } }`,
    `{ apiVersion: agentgateway.dev/v1alpha1, kind: AgentgatewayBackend, metadata: { name: github, namespace: agentgateway-system },
      spec: { mcp: { targets: [{ name: mcp-target,
        static: { host: ${JSON.stringify(host)}, port: ${port}, path: /mcp/, policies: { ${targetPolicies ?? ''} } } }]${member(mcp)} } } }`,
    ...(trafficMembers.length === 0 ? [] : [policy('jwt', 'gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy', `traffic: { ${trafficMembers.join(', ')} }`)]),
    ...(backend === undefined ? [] : [policy('tools', 'agentgateway.dev, kind: AgentgatewayBackend, name: github', `backend: { ${backend} }`)]),
    ...more,
  ];
}

/** An authorization block. */
export function rules(action: 'Allow' | 'Deny' | 'Require', ...expressions: readonly string[]): string {
  return `authorization: { action: ${action}, policy: { matchExpressions: ${JSON.stringify(expressions)} } }`;
}

/** A policy in the gateway's namespace. */
export function policy(name: string, target: string, spec: string): string {
  return `{ apiVersion: agentgateway.dev/v1alpha1, kind: AgentgatewayPolicy, metadata: { name: ${name}, namespace: agentgateway-system },
    spec: { targetRefs: [{ group: ${target} }], ${spec} } }`;
}

/** A BackendTLSPolicy on the guide's backend. */
export function tlsPolicy(validation: string): string {
  return `{ apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: { name: tls, namespace: agentgateway-system },
    spec: { targetRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }], validation: { hostname: mcp.example, ${validation} } } }`;
}

function member(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `, ${text}`;
}
