import { oncePer } from './once-per';
import { AgentgatewayBackend, AgentgatewayPolicy, FieldPath, Manifest, manifestsOfKind } from '../../manifest';

/** A block that says how a backend is dealt with: of a policy, of a backend or of one target of it. */
export interface BackendSettingsBlock {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly settings: NonNullable<AgentgatewayPolicy['spec']['backend']>;
  /** The hosts that the block, unless it is a policy, is about; those of targets that say themselves how they speak TLS are not among a backend's. */
  readonly hosts: readonly string[];
}

/** Every such block of the manifests: of the policies, then of the backends, then of their targets. */
export const backendSettings = oncePer((manifests: readonly Manifest[]): readonly BackendSettingsBlock[] => {
  const found: BackendSettingsBlock[] = [];
  for (const manifest of manifestsOfKind(manifests, 'AgentgatewayPolicy')) {
    const settings = manifest.object.spec.backend;
    if (settings !== undefined) found.push({ manifest, field: ['spec', 'backend'], settings, hosts: [] });
  }
  const backends = manifestsOfKind(manifests, 'AgentgatewayBackend');
  for (const manifest of backends) {
    const settings = manifest.object.spec.policies;
    if (settings !== undefined) found.push({ manifest, field: ['spec', 'policies'], settings, hosts: hostsOf(manifest.object) });
  }
  for (const manifest of backends) {
    manifest.object.spec.mcp?.targets.forEach(({ static: { host, policies: settings } = {} }, index) => {
      if (settings !== undefined) {
        found.push({ manifest, field: ['spec', 'mcp', 'targets', index, 'static', 'policies'], settings, hosts: host === undefined ? [] : [host] });
      }
    });
  }
  return found;
});

function hostsOf({ spec }: AgentgatewayBackend): readonly string[] {
  const targets = (spec.mcp?.targets ?? []).filter((target) => target.static?.policies?.tls === undefined);
  return [spec.static?.host, ...targets.map((target) => target.static?.host)].filter((host) => host !== undefined);
}
