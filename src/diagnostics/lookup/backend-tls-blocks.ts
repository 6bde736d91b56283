import { mcpTargets } from './mcp-targets';
import { oncePerSubject } from './once-per-subject';
import { AgentgatewayPolicy, FieldPath, isKind, Manifest } from '../../manifest';

/** A `tls` block that says how the gateway connects to a backend. */
export interface BackendTlsBlock {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly tls: NonNullable<NonNullable<AgentgatewayPolicy['spec']['backend']>['tls']>;
  /** The host that it is for, where it stands at one target. */
  readonly host?: string;
}

/** The `tls` blocks of policies, backends and their targets. */
export const backendTlsBlocks = oncePerSubject((subject): readonly BackendTlsBlock[] => [
  ...subject.manifests.flatMap((manifest): BackendTlsBlock[] => {
    const tls = isKind(manifest, 'AgentgatewayPolicy') ? manifest.object.spec.backend?.tls
      : isKind(manifest, 'AgentgatewayBackend') ? manifest.object.spec.policies?.tls : undefined;
    return tls ? [{ manifest, field: ['spec', isKind(manifest, 'AgentgatewayPolicy') ? 'backend' : 'policies', 'tls'], tls }] : [];
  }),
  ...mcpTargets(subject).flatMap(({ backend, field, target }): BackendTlsBlock[] => target.static?.policies?.tls
    ? [{ manifest: backend, field: [...field, 'static', 'policies', 'tls'], tls: target.static.policies.tls, host: target.static.host }]
    : []),
]);
