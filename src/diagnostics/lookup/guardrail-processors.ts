import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, isKind, Manifest } from '../../manifest';

type BackendPolicy = NonNullable<AgentgatewayPolicy['spec']['backend']>;
type Remote = NonNullable<NonNullable<NonNullable<BackendPolicy['mcp']>['guardrails']>['processors'][number]['remote']>;

/** A guardrail that another service judges. */
export interface GuardrailProcessor {
  readonly manifest: Manifest;
  /** The block `remote`. */
  readonly field: FieldPath;
  readonly remote: Remote;
}

/** Every remote guardrail processor of the manifests. */
export const guardrailProcessors = oncePer((manifests: readonly Manifest[]): readonly GuardrailProcessor[] => {
  return manifests.flatMap((manifest) => {
    const [block, policy] = isKind(manifest, 'AgentgatewayPolicy') ? ['backend', manifest.object.spec.backend] as const
      : isKind(manifest, 'AgentgatewayBackend') ? ['policies', manifest.object.spec.policies] as const
        : [undefined, undefined];
    return block === undefined ? [] : (policy?.mcp?.guardrails?.processors ?? []).flatMap(({ remote }, index) =>
      remote ? [{ manifest, field: ['spec', block, 'mcp', 'guardrails', 'processors', index, 'remote'], remote }] : []);
  });
});
