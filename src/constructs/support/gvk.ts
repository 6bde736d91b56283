/** The groups, versions and kinds that are rendered: Gateway API 1.4 to 1.6, agentgateway since kgateway 2.2. */
export const gvk = {
  gateway: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' },
  listenerSet: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'ListenerSet' },
  httpRoute: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
  /** v1 is served since Gateway API 1.5 only; the controller reads v1beta1. */
  referenceGrant: { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant' },
  backendTlsPolicy: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy' },
  agentgatewayBackend: { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayBackend' },
  agentgatewayParameters: { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayParameters' },
  agentgatewayPolicy: { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy' },
} as const;
