import { manifestIndexOf } from './manifest-index-of';
import { oncePerSubject } from './once-per-subject';
import { policiesByPlace, PolicyPlace } from './policies-by-place';
import { valueAt } from './value-at';
import { EffectiveRule, McpBackend, PolicyPart, SettledField, settledFields } from '../../gateway';
import { FieldPath, isBefore, Manifest } from '../../manifest';
import { Subject } from '../diagnostic-rule';

/** A field of a policy, or of a backend that says the same itself, and the place that it is set at. */
export interface LeveledField {
  readonly policy: Manifest;
  readonly part: PolicyPart;
  readonly field: FieldPath;
  /** For example `traffic.rateLimit.local`. */
  readonly name: string;
  readonly value: unknown;
  readonly place: PolicyPlace;
}

/** A field that a less specific place sets too. */
export interface ReplacedField {
  readonly specific: LeveledField;
  readonly general: LeveledField;
  /** Whether the general one holds nevertheless (`strategy.inheritance: Override`). */
  readonly locked: boolean;
}

/** Route-phase fields that are set at several levels of one rule of a route, and MCP authorization of several levels of a backend before 1.4. */
export const replacedFields = oncePerSubject((subject): readonly ReplacedField[] => {
  const source = { index: manifestIndexOf(subject), targetVersion: subject.targetVersion };
  const poolsMcp = !isBefore(subject.targetVersion, '1.4');
  return subject.gateway.listeners.flatMap((listener) => {
    // what rules and backends only inherit is the same for each
    let [ofRules, ofBackends] = [false, false];
    return listener.routes.flatMap(({ rules }) => rules.flatMap((rule): readonly ReplacedField[] => {
      const found: ReplacedField[] = [];
      const settled = settledFields(source, { listener, rule }, 'PostRouting');
      const adds = setsFields(subject, rule);
      if (adds || !ofRules) {
        ofRules ||= !adds;
        // what a rule says itself is for rules of their own
        found.push(...settled.flatMap((one) => one.by?.source.target ? replacedBy(one) : []));
      }
      for (const { backend } of poolsMcp ? [] : rule.backends) {
        const inherits = !adds && backend.kind === 'mcp' && !setsBackendFields(subject, backend.mcp);
        if (backend.kind === 'mcp' && !(inherits && ofBackends)) {
          ofBackends ||= inherits;
          found.push(...settledFields(source, { listener, rule, backend: backend.mcp }, 'backend')
            .flatMap((one) => one.field.name === 'backend.mcp.authorization' ? replacedBy(one) : []));
        }
      }
      return found;
    }));
  });
});

/** Whether a rule has fields beside those that it inherits from its listener: by a policy on its route or on the rule, by a route above, or itself. */
function setsFields(subject: Subject, { manifest, field, route: key, name: section, above }: EffectiveRule): boolean {
  const place = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', key };
  const isGoverned = (at: PolicyPlace): boolean => policiesByPlace(subject).policiesAt(at) !== undefined;
  const { filters, timeouts, backendRefs = [] } = valueAt(manifest.object, field) as WrittenRule;
  return above !== undefined || filters !== undefined || timeouts !== undefined || backendRefs.some((ref) => ref.filters !== undefined)
    || isGoverned(place) || (section !== undefined && isGoverned({ ...place, section }));
}

/** Whether a backend has fields beside those that it inherits. */
function setsBackendFields(subject: Subject, { manifest, key }: McpBackend): boolean {
  return valueAt(manifest.object, ['spec', 'policies']) !== undefined
    || policiesByPlace(subject).policiesAt({ group: 'agentgateway.dev', kind: 'AgentgatewayBackend', key }) !== undefined;
}

interface WrittenRule {
  readonly filters?: unknown;
  readonly timeouts?: unknown;
  readonly backendRefs?: readonly { readonly filters?: unknown }[];
}

function replacedBy(settled: SettledField): readonly ReplacedField[] {
  const { effect, by } = settled;
  // one policy can name a route and its Gateway
  if (!by || by.field.manifest === settled.field.manifest) {
    return [];
  }
  switch (effect) {
    case 'replaced': return [{ specific: leveled(by), general: leveled(settled), locked: false }];
    case 'locked out': return settled.source.target ? [{ specific: leveled(settled), general: leveled(by), locked: true }] : [];
    default: return [];
  }
}

function leveled({ field: { manifest, part, field, name, value }, level: { point } }: SettledField): LeveledField {
  return { policy: manifest, part, field, name, value, place: point };
}
