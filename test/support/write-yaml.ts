import { dump, DUMP_SCHEMA } from 'js-yaml';

/** Objects as one YAML text, a document each. */
export function writeYaml(objects: readonly unknown[]): string {
  return objects.map((object) => dump(object, { schema: DUMP_SCHEMA, noRefs: true })).join('---\n');
}
