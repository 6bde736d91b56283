import { keyOf } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { remoteKeySets } from '../lookup/remote-key-sets';

function withRef(ref: string): string {
  return jwtExample({ jwks: ['remote:', '  jwksPath: /keys', `  backendRef: ${ref}`] });
}

/** A host name in the place of the name of a Service. */
export const J29: DiagnosticRule = {
  code: 'J29',
  title: 'A Service is named by a host name',
  severity: 'error',
  security: false,
  written: 'a `backendRef` of a key set whose `name` is a host name, as `keycloak.keycloak.svc.cluster.local`',
  happens: 'the controller refuses names with dots, and the key set is never fetched: in mode Strict every token is refused; `mcp.authentication` is not applied at all',
  instead: 'write name, namespace and port of the Service; for a host outside the cluster make an AgentgatewayBackend of type `static`',
  triggers: [withRef('{ name: keycloak.keycloak.svc.cluster.local, port: 8080 }'), withRef('{ name: idp.example.com, port: 8443 }')],
  nearMisses: [withRef('{ name: keycloak, namespace: keycloak, port: 8080 }')],
  check: ({ manifests }) => remoteKeySets(manifests).flatMap(({ manifest, field, remote, failsOpen }): RuleFinding[] => {
    const { kind = 'Service', name } = remote.backendRef ?? { name: '' };
    const [service, namespace = keyOf(manifest.object).namespace] = name.replace(/\.svc(\.cluster\.local)?\.?$/, '').split('.');
    return kind !== 'Service' || !name.includes('.') ? [] : [{
      manifest,
      field: [...field, 'backendRef', 'name'],
      message: `\`${name}\` is a host name, and the controller takes the name of a Service only`,
      help: /\.svc\b/.test(name) ? `write \`name: ${service}\` and \`namespace: ${namespace}\`` : 'make an AgentgatewayBackend with `static: { host, port }` and refer to that',
      security: failsOpen,
    }];
  }),
};
