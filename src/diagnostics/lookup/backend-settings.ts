import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, Manifest, manifestsOfKind } from '../../manifest';

/** A block that says how a backend is dealt with: of a policy, of a backend or of one target of it. */
export interface BackendSettingsBlock {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly settings: NonNullable<AgentgatewayPolicy['spec']['backend']>;
  /** Of a target that names its host. */
  readonly host?: string;
}

/** Every such block of the manifests: of the policies, then of the backends, then of their targets. */
export const backendSettings = oncePer((manifests: readonly Manifest[]): readonly BackendSettingsBlock[] => {
  const found: BackendSettingsBlock[] = [];
  for (const manifest of manifestsOfKind(manifests, 'AgentgatewayPolicy')) {
    const settings = manifest.object.spec.backend;
    if (settings !== undefined) found.push({ manifest, field: ['spec', 'backend'], settings });
  }
  const backends = manifestsOfKind(manifests, 'AgentgatewayBackend');
  for (const manifest of backends) {
    const settings = manifest.object.spec.policies;
    if (settings !== undefined) found.push({ manifest, field: ['spec', 'policies'], settings });
  }
  for (const manifest of backends) {
    manifest.object.spec.mcp?.targets.forEach(({ static: { host, policies: settings } = {} }, index) => {
      if (settings !== undefined) found.push({ manifest, field: ['spec', 'mcp', 'targets', index, 'static', 'policies'], settings, host });
    });
  }
  return found;
});
