import { oncePer } from './once-per';
import { ManifestOf } from '../../gateway';
import { AgentgatewayPolicy, FieldPath } from '../../manifest';

/** A field of a policy that a policy of another place can replace, or tie with. */
export interface PolicyField {
  readonly policy: ManifestOf<AgentgatewayPolicy>;
  /** Phases are merged apart. */
  readonly part: 'PreRouting' | 'PostRouting' | 'backend' | 'frontend';
  readonly field: FieldPath;
  /** The field as a text, without `spec`: `traffic.rateLimit.local`. */
  readonly name: string;
  readonly value: unknown;
}

/** The data plane keeps the parts of these fields apart. */
const SPLIT: ReadonlySet<string> = new Set(['traffic.rateLimit', 'traffic.headerModifiers', 'backend.mcp']);

/** What a policy sets, authorization too; LLM settings are left out. */
export const policyFields = oncePer((policy: ManifestOf<AgentgatewayPolicy>): readonly PolicyField[] =>
  (['traffic', 'backend', 'frontend'] as const).flatMap((section) => fieldsBelow(policy, section)));

function fieldsBelow(policy: ManifestOf<AgentgatewayPolicy>, section: 'traffic' | 'backend' | 'frontend'): readonly PolicyField[] {
  const part = section === 'traffic' ? policy.object.spec.traffic?.phase ?? 'PostRouting' : section;
  const fieldAt = (path: readonly string[], value: unknown): PolicyField =>
    ({ policy, part, field: ['spec', section, ...path], name: `${section}.${path.join('.')}`, value });
  return Object.entries(policy.object.spec[section] ?? {}).filter(([name]) => name !== 'phase' && name !== 'ai').flatMap(([name, value]: [string, unknown]) =>
    SPLIT.has(`${section}.${name}`)
      ? Object.entries(value as object).map(([inner, innerValue]: [string, unknown]) => fieldAt([name, inner], innerValue))
      : [fieldAt([name], value)]);
}
