import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, isKind, Manifest } from '../../manifest';

/** A CORS block; `traffic.cors` of a policy and the CORS filter of an HTTPRoute have the same fields. */
export interface CorsBlock {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly cors: NonNullable<NonNullable<AgentgatewayPolicy['spec']['traffic']>['cors']>;
}

/** Every CORS block of the manifests. */
export const corsBlocks = oncePer((manifests: readonly Manifest[]): readonly CorsBlock[] => {
  return manifests.flatMap((manifest): readonly CorsBlock[] => {
    if (isKind(manifest, 'AgentgatewayPolicy')) {
      const cors = manifest.object.spec.traffic?.cors;
      return cors ? [{ manifest, field: ['spec', 'traffic', 'cors'], cors }] : [];
    }
    return isKind(manifest, 'HTTPRoute')
      ? (manifest.object.spec.rules ?? []).flatMap(({ filters = [] }, rule) => filters.flatMap(({ cors }, index) =>
        cors ? [{ manifest, field: ['spec', 'rules', rule, 'filters', index, 'cors'], cors }] : []))
      : [];
  });
});
