import { backendSettings } from './backend-settings';
import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, Manifest } from '../../manifest';

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
export const guardrailProcessors = oncePer((manifests: readonly Manifest[]): readonly GuardrailProcessor[] =>
  backendSettings(manifests).flatMap(({ manifest, field, settings: { mcp } }) => (mcp?.guardrails?.processors ?? []).flatMap(({ remote }, index) =>
    remote ? [{ manifest, field: [...field, 'mcp', 'guardrails', 'processors', index, 'remote'], remote }] : [])));
