import { manifestIndexOf } from './manifest-index-of';
import { oncePerSubject } from './once-per-subject';
import { keyOf, ManifestOf } from '../../gateway';
import { AgentgatewayBackend, FieldPath } from '../../manifest';

/** A target of an MCP backend as it is written. */
export interface WrittenTarget {
  readonly backend: ManifestOf<AgentgatewayBackend>;
  readonly namespace: string;
  readonly field: FieldPath;
  readonly target: NonNullable<AgentgatewayBackend['spec']['mcp']>['targets'][number];
}

/** The targets of all MCP backends, whether a route leads to them or not. */
export const mcpTargets = oncePerSubject((subject): readonly WrittenTarget[] => manifestIndexOf(subject).backends.values().flatMap((backend) =>
  (backend.object.spec.mcp?.targets ?? []).map((target, index) => ({
    backend, namespace: keyOf(backend.object).namespace, field: ['spec', 'mcp', 'targets', index], target,
  }))));
