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
export function policyFields(policy: ManifestOf<AgentgatewayPolicy>): readonly PolicyField[] {
  return (['traffic', 'backend', 'frontend'] as const).flatMap((section) => policy.object.spec[section] === undefined ? [] : fieldsBelow(policy, section));
}

function fieldsBelow(policy: ManifestOf<AgentgatewayPolicy>, section: 'traffic' | 'backend' | 'frontend'): readonly PolicyField[] {
  const part = section === 'traffic' ? policy.object.spec.traffic?.phase ?? 'PostRouting' : section;
  const found: PolicyField[] = [];
  for (const [name, value] of Object.entries<unknown>(policy.object.spec[section] ?? {})) {
    const whole = `${section}.${name}`;
    if (SPLIT.has(whole)) {
      for (const [inner, innerValue] of Object.entries(value as Record<string, unknown>)) {
        found.push({ policy, part, field: ['spec', section, name, inner], name: `${whole}.${inner}`, value: innerValue });
      }
    } else if (name !== 'phase' && name !== 'ai') {
      found.push({ policy, part, field: ['spec', section, name], name: whole, value });
    }
  }
  return found;
}
