import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, Manifest, manifestsOfKind } from '../../manifest';

/** A CORS block; `traffic.cors` of a policy and the CORS filter of an HTTPRoute have the same fields. */
export interface CorsBlock {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly cors: NonNullable<NonNullable<AgentgatewayPolicy['spec']['traffic']>['cors']>;
}

/** Every CORS block of the manifests. */
export const corsBlocks = oncePer((manifests: readonly Manifest[]): readonly CorsBlock[] => [
  ...manifestsOfKind(manifests, 'AgentgatewayPolicy').flatMap((manifest) => {
    const cors = manifest.object.spec.traffic?.cors;
    return cors ? [{ manifest, field: ['spec', 'traffic', 'cors'], cors }] : [];
  }),
  ...manifestsOfKind(manifests, 'HTTPRoute').flatMap((manifest) => (manifest.object.spec.rules ?? []).flatMap(({ filters = [] }, rule) =>
    filters.flatMap(({ cors }, index) => cors ? [{ manifest, field: ['spec', 'rules', rule, 'filters', index, 'cors'], cors }] : []))),
]);
