/** A route that a Gateway serves and that hands on the requests below a path; `more` are further members of its rule. */
export function parent(ref: string, { name = 'parent', prefix = '/team', more = '', spec = '' } = {}): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: infra }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  ${spec}
  rules:
    - name: down
      matches: [{ path: { type: PathPrefix, value: ${prefix} } }]
      backendRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, ${ref} }]
      ${more}
`;
}

/** A route that gets requests from others, with these members of `spec` and one rule to the backend of the namespace. */
export function child(name: string, { namespace = 'team', path = '{ type: PathPrefix, value: /team/tools }', labels = '{}', spec = '', backend = 'tools', more = '' } = {}): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }
spec:
  ${spec}
  rules:
    - name: serve
      matches: [{ path: ${path} }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: ${backend} }]
      ${more}
`;
}

export function tools(name = 'tools', namespace = 'team'): string {
  return `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: ${name}, namespace: ${namespace} }
spec: { mcp: { targets: [{ name: tools, static: { host: tools.example.com, port: 80 } }] } }
`;
}

/** A target of policies: a route, or a rule of it. */
export function toRoute(name: string, section?: string): string {
  return `targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${name}${section === undefined ? '' : `, sectionName: ${section}`} }]`;
}

export function fromRoute(name: string, namespace = 'infra'): string {
  return `parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${name}, namespace: ${namespace} }]`;
}
