import { keyOf } from './key-of';
import { ObjectKey } from '../../gateway';
import { AgentgatewayPolicy, Manifest, manifestsOfKind } from '../../manifest';

/** The `backend` sections of the policies that target a Service by name, or the port of it. */
export function servicePolicies(manifests: readonly Manifest[], { namespace, name }: ObjectKey, port: number | undefined):
readonly NonNullable<AgentgatewayPolicy['spec']['backend']>[] {
  return manifestsOfKind(manifests, 'AgentgatewayPolicy').flatMap(({ object }) => object.spec.backend && keyOf(object).namespace === namespace
    && (object.spec.targetRefs ?? []).some((target) => target.group === '' && target.kind === 'Service' && target.name === name
      && (target.sectionName === undefined || target.sectionName === String(port)))
    ? [object.spec.backend]
    : []);
}
