import { jwtPolicies, JwtPolicyManifest } from './jwt-policies';
import { mcpAuthentications } from './mcp-authentications';
import { oncePer } from './once-per';
import { FieldPath, Manifest } from '../../manifest';

type Remote = NonNullable<JwtPolicyManifest['jwt']['providers'][number]['jwks']['remote']>;

/** A key set that is fetched. */
export interface RemoteKeySet {
  readonly manifest: Manifest;
  /** The block with `backendRef` and `jwksPath`. */
  readonly field: FieldPath;
  readonly remote: Remote;
  /** Whether requests pass unchecked as long as it cannot be fetched: so it is with `mcp.authentication`, the policy is not applied then. */
  readonly failsOpen: boolean;
}

/** Every fetched key set of the manifests. */
export const remoteKeySets = oncePer((manifests: readonly Manifest[]): readonly RemoteKeySet[] => {
  return [
    ...jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => jwt.providers.flatMap(({ jwks: { remote } }, index) => remote
      ? [{ manifest, field: [...field, 'providers', index, 'jwks', 'remote'], remote, failsOpen: false }]
      : [])),
    ...mcpAuthentications(manifests).map(({ manifest, field, authentication }) =>
      ({ manifest, field: [...field, 'jwks'], remote: authentication.jwks, failsOpen: true })),
  ];
});
