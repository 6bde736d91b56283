import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { REAL_CRDS } from './support';
import { readCrds, type CustomKinds } from '../../src/crds';
import { checkRules } from '../../src/crds/check-rules';
import { checkStructure } from '../../src/crds/check-structure';
import { CompiledSchema } from '../../src/crds/compiled-schema';
import { fillDefaults } from '../../src/crds/fill-defaults';
import { formatFieldPath } from '../../src/manifest';
import { checkValue } from '../../src/manifest/schema/check-value';
import { withSchemaDefaults } from '../../src/manifest/schema/default-value';
import { EXAMPLES, schemaAt } from '../manifest/rule-examples';

/** What the CRD check puts in other words than the built-in rules: the forms of a value (`oneOf`), and numbers too large. */
const FORMS = /^.*fits none of the forms of which exactly one is allowed$|^ must be a whole number of 64 bits, not .*$/;

/** What the CRDs say and the built-in rules do not, on purpose: LLM fields are passed through, and what is wrong with one value is said once. */
const PASSED_OVER = /repeats the `\w+` of an entry before it$|^type conversion error from 'string' to 'google\.protobuf\.Duration'|\[(?:defaults modelAliases|provider groups)/;

/** No CRD defines the kinds of the core. */
const EXAMPLES_OF_CRDS = EXAMPLES.filter(([at, , , , version = '1.4']) => version === '1.4' && !/^(?:Service|Secret|ConfigMap|Namespace)\b/.test(at));

function crdSchemaAt(kinds: CustomKinds, path: string): CompiledSchema {
  const [kind, ...steps] = path.replace(/\[\]/g, '.[]').split('.');
  const found = [...kinds.values()].find((candidate) => candidate.kind === kind)!;
  let schema = [...found.versions.values()][0].properties.get('spec')!;
  for (const step of steps) schema = (step === '[]' ? schema.items : step === '*' ? schema.additional : schema.properties.get(step))!;
  return schema;
}

/** What the CRD refuses in a value, and where. */
function byCrd(kinds: CustomKinds, at: string, value: unknown): string[] {
  const schema = crdSchemaAt(kinds, at);
  const filled = fillDefaults(schema, value);
  const structure = checkStructure(schema, filled);
  const rules = structure.some(({ blocksRules }) => blocksRules) ? [] : checkRules(schema, filled);
  return [...structure, ...rules].map(({ code, path, message }) => (code === 'S02' ? message : `${formatFieldPath(path)} ${message}`)).sort();
}

function byOurRules(at: string, value: unknown): string[] {
  const schema = schemaAt(at);
  return checkValue(schema, withSchemaDefaults(schema, value, '1.4'), '1.4')
    .map(({ code, path, message }) => (code === 'S02' ? message : `${formatFieldPath(path)} ${message}`)).sort();
}

/** A copy with another value at the end of a way that is chosen by numbers; undefined takes the value away. */
function change(value: unknown, [step, ...way]: readonly number[], instead: unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return instead;
  const entries = Object.entries(value);
  if (entries.length === 0) return instead;
  const chosen = step % entries.length;
  const changed = entries.map(([key, member], index) => [key, index === chosen ? change(member, way, instead) : member] as const)
    .filter(([, member]) => member !== undefined);
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed);
}

if (existsSync(REAL_CRDS)) {
  let kinds: CustomKinds;
  beforeAll(() => { kinds = readCrds(REAL_CRDS); }, 120_000);

  describe('the CRDs and the rules that are built in agree', () => {
    for (const [index, [at, message, broken, nearMiss]] of EXAMPLES_OF_CRDS.entries()) {
      test(`${at}: ${message} (${index})`, () => {
        const [refused, accepted] = [broken, nearMiss].map((value) => byCrd(kinds, at, value).filter((text) => !PASSED_OVER.test(text)));
        expect(accepted).toEqual([]);
        expect(refused.map((text) => text.replace(/^no such (?:key|overload): .* evaluating rule: /, '').replace(FORMS, message))).toEqual(byOurRules(at, broken));
      });
    }
  });
  test('they agree on what is changed at random', () => {
    const values = EXAMPLES_OF_CRDS.flatMap(([at, , broken, nearMiss]) => [broken, nearMiss].map((value) => ({ at, value })));
    const put = fc.constantFrom<unknown>(undefined, 0, -1, 1, 70_000, '', 'a', 'A b', '*', '1s', '/', true, [], {}, [1], { a: 'b' });
    fc.assert(fc.property(fc.constantFrom(...values), fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }), put, ({ at, value }, way, instead) => {
      const changed = change(value, way, instead);
      // fields of other domains are passed through, whatever they hold
      if (changed === undefined || JSON.stringify(changed).includes('"ai":')) return;
      const crd = byCrd(kinds, at, changed).filter((text) => !/\[(?:defaults modelAliases|provider groups)/.test(text));
      // what the CRD says of a whole list of targets, the built-in rules say of the entry that is wrong
      const ours = byOurRules(at, changed).filter((text) => !at.endsWith('[]') || !text.startsWith('targetRefs may only reference'));
      expect({ changed, refused: crd.length > 0, crd }).toMatchObject({ refused: ours.length > 0 });
    }), { numRuns: 3000 });
  }, 60_000);
} else {
  test.skip(`no CRDs to compare with: ${REAL_CRDS} does not exist`, () => undefined);
}
