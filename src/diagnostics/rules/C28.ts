import { ObjectKey } from '../../gateway';
import { manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { findObject } from '../lookup/find-object';
import { keyOf } from '../lookup/key-of';
import { textOfKey } from '../lookup/text-of-key';
import { valueAt } from '../lookup/value-at';

const toAll = (documents: string): string => documents.replace('protocol: HTTP }', 'protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }');
const open = toAll(gatewayExample(jwtExample()));
const MCP_AUTHENTICATION = policyExample('mcp', 'AgentgatewayBackend',
  'backend: { mcp: { authentication: { issuer: https://idp.example.com, audiences: [mcp], jwks: { jwksPath: /keys, backendRef: { name: idp, port: 8080 } } } } }');

/** Tokens in clear text on a listener that is meant for everybody. */
export const C28: DiagnosticRule = {
  code: 'C28',
  title: 'Tokens travel in clear text',
  severity: 'warning',
  security: true,
  written: 'an HTTP listener, open to routes of all namespaces, in front of routes that demand tokens, on a Gateway whose Service is a LoadBalancer, as it is unless said otherwise',
  happens: 'whoever is on the way reads the bearer tokens and may use them until they expire, on every release',
  instead: 'use an HTTPS listener; where TLS ends before the Gateway, give it a Service of type `ClusterIP` with AgentgatewayParameters',
  triggers: [open, toAll(gatewayExample(MCP_AUTHENTICATION))],
  nearMisses: [
    open.replace('port: 80, protocol: HTTP,', 'port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: proxy }] },'),
    `${open.replace('  gatewayClassName: agentgateway\n', `  gatewayClassName: agentgateway
  infrastructure: { parametersRef: { group: agentgateway.dev, kind: AgentgatewayParameters, name: proxy } }
`).trimEnd()}
---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayParameters
metadata: { name: proxy, namespace: agentgateway-system }
spec: { service: { spec: { type: ClusterIP } } }
`,
    gatewayExample(jwtExample()),
    gatewayExample(MCP_AUTHENTICATION),
  ],
  check: (subject) => subject.gateway.listeners.flatMap((listener): RuleFinding[] => {
    const { manifest, field, protocol, preRouting, routes } = listener;
    const demandsTokens = preRouting.jwt !== undefined || routes.some(({ rules }) => rules.some(({ traffic, backends }) => traffic.jwt !== undefined
      || backends.some(({ backend }) => backend.kind === 'mcp' && backend.mcp.other.some(({ name }) => name === 'mcp.authentication'))));
    return protocol === 'HTTP' && demandsTokens && valueAt(manifest.object, [...field, 'allowedRoutes', 'namespaces', 'from']) === 'All'
      && isLoadBalancer(subject, listener.gateway) ? [{
        manifest,
        field: [...field, 'protocol'],
        message: `listener \`${listener.name}\` of Gateway \`${textOfKey(listener.gateway)}\` takes bearer tokens in clear text`,
        help: 'use `protocol: HTTPS` with a certificate, or make the Service of the Gateway a `ClusterIP` behind something that ends TLS',
      }] : [];
  }),
};

/** Unless the parameters of a Gateway or of its class say otherwise; of parameters that are not among the manifests nothing is known. */
function isLoadBalancer({ manifests }: Subject, key: ObjectKey): boolean {
  const gateway = findObject(manifests, 'Gateway', key)?.object;
  const own = gateway?.spec.infrastructure?.parametersRef;
  const ofClass = manifestsOfKind(manifests, 'GatewayClass').find(({ object }) => object.metadata.name === gateway?.spec.gatewayClassName);
  const parameters = [
    ...gateway && own ? [{ namespace: keyOf(gateway).namespace, name: own.name }] : [],
    ...ofClass?.object.spec.parametersRef
      ? [{ namespace: ofClass.object.spec.parametersRef.namespace ?? '', name: ofClass.object.spec.parametersRef.name }]
      : [],
  ].map((ref) => findObject(manifests, 'AgentgatewayParameters', ref)?.object);
  const types = parameters.map((object) => object === undefined ? 'unknown' : valueAt(object, ['spec', 'service', 'spec', 'type']));
  return (types.find((type) => type !== undefined) ?? 'LoadBalancer') === 'LoadBalancer';
}
