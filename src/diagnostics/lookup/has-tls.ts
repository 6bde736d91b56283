import { oncePer } from './once-per';
import { keyOf, ObjectKey } from '../../gateway';
import { isKind, Manifest } from '../../manifest';

/** Whether a policy turns TLS on towards a Service or a backend: an AgentgatewayPolicy with `backend.tls` or a BackendTLSPolicy that names it. */
export function hasTls(manifests: readonly Manifest[], kind: 'Service' | 'AgentgatewayBackend', { namespace, name }: ObjectKey): boolean {
  return targetsOfTls(manifests).has(`${kind}/${namespace}/${name}`);
}

const targetsOfTls = oncePer((manifests: readonly Manifest[]): ReadonlySet<string> => new Set(manifests.flatMap((manifest) => {
  const refs = isKind(manifest, 'BackendTLSPolicy') ? manifest.object.spec.targetRefs
    : isKind(manifest, 'AgentgatewayPolicy') && manifest.object.spec.backend?.tls !== undefined ? manifest.object.spec.targetRefs ?? [] : [];
  return refs.map(({ kind, name }) => `${kind}/${keyOf(manifest.object).namespace}/${name}`);
})));
