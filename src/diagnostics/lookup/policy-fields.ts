import { valueAt } from './value-at';
import { ManifestOf } from '../../gateway';
import { AgentgatewayPolicy, FieldPath } from '../../manifest';

/** A field of a policy that a policy of another place can replace, or tie with. */
export interface PolicyField {
  readonly policy: ManifestOf<AgentgatewayPolicy>;
  /** Phases are merged apart. */
  readonly part: 'PreRouting' | 'PostRouting' | 'backend' | 'frontend';
  readonly field: FieldPath;
  readonly value: unknown;
}

const known = new WeakMap<AgentgatewayPolicy, readonly PolicyField[]>();

/** The data plane keeps the parts of these fields apart. */
const SPLIT: ReadonlySet<string> = new Set(['traffic.rateLimit', 'traffic.headerModifiers', 'backend.mcp']);

/** What a policy sets, authorization too; LLM settings are left out. */
export function policyFields(policy: ManifestOf<AgentgatewayPolicy>): readonly PolicyField[] {
  let fields = known.get(policy.object);
  if (!fields) {
    fields = (['traffic', 'backend', 'frontend'] as const).flatMap((section) => fieldsBelow(policy, section));
    known.set(policy.object, fields);
  }
  return fields;
}

function fieldsBelow(policy: ManifestOf<AgentgatewayPolicy>, section: 'traffic' | 'backend' | 'frontend'): readonly PolicyField[] {
  const part = section === 'traffic' ? policy.object.spec.traffic?.phase ?? 'PostRouting' : section;
  return Object.keys(policy.object.spec[section] ?? {}).filter((name) => name !== 'phase' && name !== 'ai').flatMap((name) => {
    const field = ['spec', section, name];
    const value = valueAt(policy.object, field);
    return SPLIT.has(`${section}.${name}`)
      ? Object.entries(value as object).map(([inner, innerValue]: [string, unknown]) =>
        ({ policy, part, field: [...field, inner], value: innerValue }))
      : [{ policy, part, field, value }];
  });
}
