import { keyOf } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { findObject } from '../lookup/find-object';
import { hasTls } from '../lookup/has-tls';
import { remoteKeySets } from '../lookup/remote-key-sets';

const BACKEND_REF = jwtExample({
  jwks: ['remote:', '  jwksPath: /oauth2/default/v1/keys', '  backendRef: { group: agentgateway.dev, kind: AgentgatewayBackend, name: okta }'],
});

function backend(policies: string): string {
  return `
---
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: okta, namespace: agentgateway-system }
spec:
  static: { host: tenant.okta.com, port: 443 }
${policies}`;
}

/** A key set behind port 443 that is fetched without TLS. */
export const J14: DiagnosticRule = {
  code: 'J14',
  title: 'A key set is fetched from port 443 without TLS',
  severity: 'error',
  security: true,
  written: 'a `backendRef` of a key set that leads to port 443, where nothing says TLS',
  happens: 'the controller speaks plain HTTP to the port and never gets the keys: `jwtAuthentication` in mode Strict then refuses every token, and `mcp.authentication` is not applied, so that requests pass unchecked, on every release',
  instead: 'set `policies.tls` on the backend, or attach a BackendTLSPolicy or an AgentgatewayPolicy with `backend.tls` to it',
  triggers: [
    BACKEND_REF + backend(''),
    jwtExample({ jwks: ['remote:', '  jwksPath: /keys', '  backendRef: { name: idp, port: 443 }'] }),
  ],
  nearMisses: [
    BACKEND_REF + backend('  policies: { tls: {} }'),
    BACKEND_REF + backend(`---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: okta, namespace: agentgateway-system }
spec:
  targetRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: okta }]
  validation: { hostname: tenant.okta.com, wellKnownCACertificates: System }
`),
    jwtExample({ jwks: ['remote:', '  jwksPath: /keys', '  backendRef: { name: idp, port: 8080 }'] }),
  ],
  check: (subject) => remoteKeySets(subject.manifests).flatMap(({ manifest, field, remote, failsOpen }): RuleFinding[] => {
    const { kind = 'Service', name, namespace = keyOf(manifest.object).namespace, port } = remote.backendRef ?? { name: '' };
    if (kind !== 'Service' && kind !== 'AgentgatewayBackend') {
      return [];
    }
    const key = { namespace, name };
    const target = findObject(subject.manifests, 'AgentgatewayBackend', key)?.object.spec;
    const reached = kind === 'Service' ? port : target?.static?.port;
    if (reached !== 443 || (kind === 'AgentgatewayBackend' && target?.policies?.tls !== undefined) || hasTls(subject, kind, key)) {
      return [];
    }
    return [{
      manifest,
      field: [...field, 'backendRef'],
      message: `the key set is fetched over plain HTTP from port 443 of ${kind} \`${name}\`${failsOpen ? ', and requests pass unchecked until that succeeds' : ''}`,
      help: kind === 'Service'
        ? 'attach a BackendTLSPolicy or an AgentgatewayPolicy with `backend.tls` to the Service'
        : 'set `policies: { tls: {} }` on the backend, or attach a BackendTLSPolicy to it',
      // where the Service is said to be elsewhere, its TLS policy may be too
      ...(subject.isExternal(kind, key) && { severity: 'warning' as const }),
    }];
  }),
};
