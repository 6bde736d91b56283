import { manifestIndexOf } from './manifest-index-of';
import { oncePerSubject } from './once-per-subject';
import { PolicyPlace } from './policies-by-place';
import { PolicyPart, SettledField, settledFields } from '../../gateway';
import { FieldPath, isBefore, Manifest } from '../../manifest';

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
  return subject.gateway.listeners.flatMap((listener) => listener.routes.flatMap(({ rules }) => rules.flatMap((rule) => [
    // what a rule says itself is for rules of their own
    ...settledFields(source, { listener, rule }, 'PostRouting').flatMap((settled) => settled.by?.source.target ? replacedBy(settled) : []),
    ...(poolsMcp ? [] : rule.backends.flatMap(({ backend }) => backend.kind === 'mcp'
      ? settledFields(source, { listener, rule, backend: backend.mcp }, 'backend')
        .flatMap((settled) => settled.field.name === 'backend.mcp.authorization' ? replacedBy(settled) : [])
      : [])),
  ])));
});

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
