import { keyOf, ObjectKey } from '../../gateway';
import { isKind, Manifest } from '../../manifest';

/** Whether a policy turns TLS on towards a Service or a backend: an AgentgatewayPolicy with `backend.tls` or a BackendTLSPolicy that names it. */
export function hasTls(manifests: readonly Manifest[], kind: 'Service' | 'AgentgatewayBackend', { namespace, name }: ObjectKey): boolean {
  return manifests.some((manifest) => {
    if (keyOf(manifest.object).namespace !== namespace) {
      return false;
    }
    const names = (ref: { readonly kind: string; readonly name: string }): boolean => ref.kind === kind && ref.name === name;
    return isKind(manifest, 'AgentgatewayPolicy')
      ? manifest.object.spec.backend?.tls !== undefined && (manifest.object.spec.targetRefs ?? []).some(names)
      : isKind(manifest, 'BackendTLSPolicy') && manifest.object.spec.targetRefs.some(names);
  });
}
