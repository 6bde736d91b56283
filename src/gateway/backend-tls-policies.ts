import { BackendTlsPolicy, FieldPath } from '../manifest';
import { AttachmentPoint } from './attached-policies';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { PolicyField } from './policy-fields';

/** A BackendTLSPolicy at one of its places, as the field `backend.tls` that it stands for. */
export interface AttachedTlsPolicy {
  readonly manifest: ManifestOf<BackendTlsPolicy>;
  readonly target: FieldPath;
  readonly fields: readonly PolicyField[];
}

type ByPlace = ReadonlyMap<string, readonly AttachedTlsPolicy[]>;

const NONE: readonly AttachedTlsPolicy[] = [];
const indexes = new WeakMap<ManifestIndex, ByPlace>();

/**
 * The BackendTLSPolicies of exactly this place, in the order they were given: the controller sends each as a `backend.tls` of its target
 * (`plugins/backend_tls_plugin.go`), so that it is merged as one. Of several on one target it sends only the oldest, which manifests cannot tell.
 */
export function backendTlsPolicies(point: AttachmentPoint, index: ManifestIndex): readonly AttachedTlsPolicy[] {
  if (index.backendTlsPolicies.length === 0) {
    return NONE;
  }
  let byPlace = indexes.get(index);
  if (!byPlace) {
    byPlace = indexPolicies(index);
    indexes.set(index, byPlace);
  }
  return byPlace.get(placeOf(point.kind, point.key.namespace, point.key.name, point.section)) ?? NONE;
}

function indexPolicies(index: ManifestIndex): ByPlace {
  const byPlace = new Map<string, AttachedTlsPolicy[]>();
  for (const manifest of index.backendTlsPolicies) {
    const { namespace } = keyOf(manifest.object);
    const { targetRefs, validation } = manifest.object.spec;
    const fields: readonly PolicyField[] = [{ manifest, part: 'backend', field: ['spec', 'validation'], name: 'backend.tls', value: validation, locks: false }];
    targetRefs.forEach(({ kind, name, sectionName }, position) => {
      const section = kind === 'Service' && sectionName !== undefined ? portOf({ namespace, name }, sectionName, index) : sectionName;
      const place = placeOf(kind, namespace, name, section);
      const attached = { manifest, fields, target: ['spec', 'targetRefs', position] };
      const others = byPlace.get(place);
      others ? others.push(attached) : byPlace.set(place, [attached]);
    });
  }
  return byPlace;
}

/** Here, unlike in an AgentgatewayPolicy, a port of a Service may be named. */
function portOf(key: { readonly namespace: string; readonly name: string }, sectionName: string, { services }: ManifestIndex): string {
  const service = services.find(({ object }) => object.metadata.name === key.name && keyOf(object).namespace === key.namespace);
  const port = service?.object.spec?.ports?.find(({ name }) => name === sectionName)?.port;
  return port === undefined ? sectionName : String(port);
}

/** The controller does not look at the group of a target. */
function placeOf(kind: string, namespace: string, name: string, section: string | undefined): string {
  return JSON.stringify([kind, namespace, name, section]);
}
