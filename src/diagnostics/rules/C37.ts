import { keyOf, ObjectKey } from '../../gateway';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { howToNameExternal } from '../lookup/how-to-name-external';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { GroupKind } from '../lookup/object-index';
import { ownListenerOwners } from '../lookup/own-listener-owners';

const GATEWAY_API = 'gateway.networking.k8s.io';

function owner(kind: 'Gateway' | 'ListenerSet', namespace = ', namespace: certificates'): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: agentgateway-proxy, namespace: agentgateway-system }
spec:
  ${kind === 'Gateway' ? 'gatewayClassName: agentgateway' : 'parentRef: { name: other }'}
  listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: proxy${namespace} }] } }]
`;
}

function grant({ kind = 'Gateway', from = 'agentgateway-system', to = 'kind: Secret' } = {}): string {
  return `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: certificates, namespace: certificates }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: ${kind}, namespace: ${from} }]
  to: [{ group: '', ${to} }]
`;
}

/** A listener that takes the certificate of another namespace without leave. */
export const C37: DiagnosticRule = {
  code: 'C37',
  title: 'A listener refers to a certificate of another namespace without a ReferenceGrant',
  severity: 'error',
  security: false,
  written: 'a `certificateRefs` entry with another `namespace`, and no ReferenceGrant there',
  happens: 'the reference is refused (`ResolvedRefs: False`, `RefNotPermitted`), and the listener is not programmed: the port is closed, on every release',
  instead: 'add a ReferenceGrant in the namespace of the Secret, from the kind and the namespace of the object with the listener, or keep the Secret beside it',
  triggers: [owner('Gateway'), owner('ListenerSet'), `${owner('ListenerSet')}---${grant()}`, `${owner('Gateway')}---${grant({ from: 'apps' })}`,
    `${owner('Gateway')}---${grant({ to: 'kind: Secret, name: other' })}`],
  nearMisses: [owner('Gateway', ''), owner('Gateway', ', namespace: agentgateway-system'), `${owner('Gateway')}---${grant()}`,
    `${owner('ListenerSet')}---${grant({ kind: 'ListenerSet', to: 'kind: Secret, name: proxy' })}`,
    owner('Gateway').replace('gatewayClassName: agentgateway', 'gatewayClassName: other'),
    owner('Gateway').replace('system }', 'system, annotations: { cdk8s-mcp-gateway.dev/external: Secret/certificates/proxy } }')],
  check: (subject) => ownListenerOwners(subject).flatMap((manifest) => manifest.object.spec.listeners.flatMap(({ name: listener, tls }, position) =>
    (tls?.certificateRefs ?? []).flatMap(({ group = '', kind = 'Secret', namespace, name }, index): RuleFinding[] => {
      const own = keyOf(manifest.object).namespace;
      // whoever keeps the Secret elsewhere keeps the grant beside it
      if (namespace === undefined || namespace === own || group !== '' || kind !== 'Secret' || subject.isExternal('Secret', { namespace, name })
        || isGranted(subject, { kind: manifest.object.kind, namespace: own }, { namespace, name })) {
        return [];
      }
      return [{
        manifest,
        field: ['spec', 'listeners', position, 'tls', 'certificateRefs', index, 'namespace'],
        message: `no ReferenceGrant in \`${namespace}\` lets a ${manifest.object.kind} of \`${own}\` refer to Secret \`${name}\`, so listener \`${listener}\` is not programmed`,
        help: `add one in \`${namespace}\`, or say that the Secret exists elsewhere: ${howToNameExternal('Secret', { namespace, name })}`,
      }];
    }))),
};

function isGranted(subject: Subject, holder: Pick<GroupKind, 'kind'> & Pick<ObjectKey, 'namespace'>, secret: ObjectKey): boolean {
  return manifestIndexOf(subject).grants.some(({ object }) => keyOf(object).namespace === secret.namespace
    && object.spec.from.some(({ group, kind, namespace }) => group === GATEWAY_API && kind === holder.kind && namespace === holder.namespace)
    && object.spec.to.some(({ group, kind, name }) => group === '' && kind === 'Secret' && (name === undefined || name === secret.name)));
}
