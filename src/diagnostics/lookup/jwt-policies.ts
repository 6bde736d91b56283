import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, Manifest, manifestsOfKind } from '../../manifest';

/** `traffic.jwtAuthentication` of a policy. */
export interface JwtPolicyManifest {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly jwt: NonNullable<NonNullable<AgentgatewayPolicy['spec']['traffic']>['jwtAuthentication']>;
}

/** Every JWT authentication of the manifests, attached or not. */
export const jwtPolicies = oncePer((manifests: readonly Manifest[]): readonly JwtPolicyManifest[] => {
  return manifestsOfKind(manifests, 'AgentgatewayPolicy').flatMap((manifest) => {
    const jwt = manifest.object.spec.traffic?.jwtAuthentication;
    return jwt ? [{ manifest, field: ['spec', 'traffic', 'jwtAuthentication'], jwt }] : [];
  });
});
