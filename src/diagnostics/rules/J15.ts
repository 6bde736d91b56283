import { keyOf } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { findObject } from '../lookup/find-object';
import { remoteKeySets } from '../lookup/remote-key-sets';

function withRef(ref: string): string {
  return jwtExample({ jwks: ['remote:', '  jwksPath: /keys', `  backendRef: ${ref}`] });
}

/** A key set that is to be fetched from what no key set can be fetched from. */
export const J15: DiagnosticRule = {
  code: 'J15',
  title: 'A key set refers to what it cannot be fetched from',
  severity: 'error',
  security: false,
  written: 'a `backendRef` of a key set with `kind: AgentgatewayBackend` and no `group`, with another kind, or to a backend that is not `static`',
  happens: 'the controller says `unsupported backend kind` or `only static backends are supported` and never has the keys: in mode Strict every token is refused; `mcp.authentication` is not applied at all',
  instead: 'refer to a Service, or with `group: agentgateway.dev` to a backend of type `static`',
  triggers: [
    withRef('{ kind: AgentgatewayBackend, name: okta }'),
    gatewayExample(withRef('{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }')),
  ],
  nearMisses: [withRef('{ group: agentgateway.dev, kind: AgentgatewayBackend, name: okta }'), withRef('{ name: idp, port: 8080 }')],
  check: ({ manifests }) => remoteKeySets(manifests).flatMap(({ manifest, field, remote, failsOpen }): RuleFinding[] => {
    const { group = '', kind = 'Service', name, namespace = keyOf(manifest.object).namespace } = remote.backendRef ?? { name: '' };
    const finding = (message: string, help: string): RuleFinding[] => [{ manifest, field: [...field, 'backendRef'], message, help, security: failsOpen }];
    if (group === '' && kind === 'AgentgatewayBackend') {
      return finding(`the key set refers to AgentgatewayBackend \`${name}\` without its group`, 'add `group: agentgateway.dev`');
    }
    if (!(group === '' && kind === 'Service') && !(group === 'agentgateway.dev' && kind === 'AgentgatewayBackend')) {
      return finding(`no key set can be fetched from ${kind} \`${name}\` of group \`${group}\``, 'refer to a Service, or to an AgentgatewayBackend of type `static`');
    }
    const backend = kind === 'Service' ? undefined : findObject(manifests, 'AgentgatewayBackend', { namespace, name });
    return backend === undefined || backend.object.spec.static !== undefined
      ? []
      : finding(`no key set can be fetched from backend \`${name}\`, which is not of type \`static\``, 'make a backend with `static: { host, port }` for the identity provider');
  }),
};
