import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { KINDS, type ReadKind } from '../../src/manifest/kinds/kinds';
import type { FieldSchema } from '../../src/manifest/schema/field-schema';

/** The CRDs of agentgateway 1.4.1 and of Gateway API 1.6.1, where they lie beside the checkout. */
const FOLDER = join(__dirname, '../../../shared/crds');

interface CrdSchema extends Omit<FieldSchema, 'properties' | 'items' | 'additionalProperties' | 'unique'> {
  readonly 'properties'?: Record<string, CrdSchema>;
  readonly 'items'?: CrdSchema;
  readonly 'additionalProperties'?: CrdSchema;
  readonly 'x-kubernetes-int-or-string'?: true;
  readonly 'x-kubernetes-preserve-unknown-fields'?: true;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: string[];
  readonly 'x-kubernetes-validations'?: { rule: string; message: string }[];
}

interface Crd {
  spec: { names: { kind: string }; versions: { name: string; schema: { openAPIV3Schema: CrdSchema } }[] };
}

const LIMITS = [
  'type', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'default',
] as const;

/** What is passed through unjudged on purpose. */
const PASSED_THROUGH = /^spec\.(?:backend\.|policies\.)?ai$/;

/** Rules that a schema says already, or that need the object of before. */
const SAID_OTHERWISE = /oldSelf|self\.type in \['Exact','PathPrefix'\] \|\| self\.type == 'RegularExpression'/;

/** A rule of ours that the CRD says by the forms of a value (`oneOf`). */
const SAID_BY_FORMS = new Set(['IPAddress value must be an IPv4 or IPv6 address', 'must be of type integer: "number"']);

/** What is a rule of ours where releases differ, and a keyword in the CRD. */
const DUPLICATE = 'Duplicate value';
const SHOULD_MATCH = /^should match '(.*)'$/;

/** A rule of a list in the CRD that is one of the wrong entry here. */
const SAID_OF_ENTRIES = /^targetRefs may only reference /;

function patternOfRule({ rules = [] }: FieldSchema): Pick<FieldSchema, 'pattern'> {
  const pattern = rules.filter(({ since }) => since !== 'main').map(({ message }) => SHOULD_MATCH.exec(message)?.[1]).find((found) => found !== undefined);
  return pattern === undefined ? {} : { pattern };
}

function differences(ours: FieldSchema, crd: CrdSchema, path: string): string[] {
  if (PASSED_THROUGH.test(path)) return [];
  const found: string[] = [];
  const compare = (what: string, mine: unknown, theirs: unknown): void => {
    const [one, other] = [mine, theirs].map((value) => JSON.stringify(value) ?? 'absent');
    if (one !== other) found.push(`${path} ${what}: ${one}, in the CRD ${other}`);
  };
  const limits = ours.limitsSince?.version === 'main' ? ours : { ...ours, ...ours.limitsSince?.limits, ...patternOfRule(ours) };
  for (const limit of LIMITS) compare(limit, limits[limit], crd[limit]);
  compare('enum', [...ours.enum ?? []].sort(), [...crd.enum ?? []].sort());
  compare('int or string', ours.intOrString, crd['x-kubernetes-int-or-string']);
  compare('preserves unknown fields', ours.preserveUnknown, crd['x-kubernetes-preserve-unknown-fields']);
  if (crd.type === 'integer' && ours.enum === undefined) compare('32 bits', ours.format === 'int32', crd.format === 'int32');
  const unique = crd['x-kubernetes-list-type'] === 'set' ? 'set' : crd['x-kubernetes-list-map-keys']?.join();
  const isSet = ours.rules?.some(({ message }) => message === DUPLICATE);
  compare('uniqueness', isSet ? 'set' : typeof ours.unique === 'object' ? ours.unique.by : ours.unique, unique);
  compare('rules', ruleMessages(ours), crdRuleMessages(crd));

  const fields = Object.entries(ours.properties ?? {}).filter(([, field]) => field.since !== 'main' && field.until === undefined);
  compare('fields', fields.map(([name]) => name).sort(), Object.keys(crd.properties ?? {}).sort());
  const required = fields.filter(([name, field]) => ours.required?.includes(name) || field.requiredBefore === 'main').map(([name]) => name);
  compare('required', required.sort(), [...crd.required ?? []].sort());
  for (const [name, field] of fields) {
    if (crd.properties?.[name]) found.push(...differences(field, crd.properties[name], `${path}.${name}`));
  }
  if (ours.items && crd.items) found.push(...differences(ours.items, crd.items, `${path}[]`));
  else compare('items', ours.items === undefined, crd.items === undefined);
  if (ours.additionalProperties && crd.additionalProperties) found.push(...differences(ours.additionalProperties, crd.additionalProperties, `${path}.*`));
  else compare('free keys', ours.additionalProperties === undefined, crd.additionalProperties === undefined);
  return found;
}

function ruleMessages({ rules = [] }: FieldSchema): string[] {
  return [...new Set(rules.filter(({ since, until }) => since !== 'main' && (until === undefined || until === 'main')).map(({ message }) => message)
    .filter((message) => !SAID_BY_FORMS.has(message) && message !== DUPLICATE)
    .filter((message) => !SHOULD_MATCH.test(message) && !SAID_OF_ENTRIES.test(message)))].sort();
}

function crdRuleMessages(crd: CrdSchema): string[] {
  const rules = (crd['x-kubernetes-validations'] ?? []).filter(({ rule, message }) => !SAID_OTHERWISE.test(rule) && !SAID_OF_ENTRIES.test(message));
  return [...new Set(rules.map(({ message }) => message))].sort();
}

function readCrds(): Map<string, Crd> {
  const crds = readdirSync(FOLDER).flatMap((folder) => readdirSync(join(FOLDER, folder)).map((file) =>
    parse(readFileSync(join(FOLDER, folder, file), 'utf8')) as Crd));
  return new Map(crds.map((crd) => [crd.spec.names.kind, crd]));
}

const CUSTOM_KINDS = (Object.keys(KINDS) as ReadKind[]).filter((kind) => KINDS[kind].group !== '');

if (existsSync(FOLDER)) {
  const crds = readCrds();

  test.each(CUSTOM_KINDS.flatMap((kind) => KINDS[kind].versions.map((version) => [kind, version] as const)))(
    'the schema of %s says what its CRD says in version %s', (kind, version) => {
      const crd = crds.get(kind)!.spec.versions.find(({ name }) => name === version)!.schema.openAPIV3Schema;
      expect(KINDS[kind].schema.properties!.spec).toBeDefined();
      expect(KINDS[kind].schema.required!.includes('spec')).toBe(crd.required?.includes('spec') ?? false);
      expect(differences(KINDS[kind].schema.properties!.spec, crd.properties!.spec, 'spec')).toEqual([]);
    });
} else {
  test.skip(`no CRDs to compare with: ${FOLDER} does not exist`, () => undefined);
}
