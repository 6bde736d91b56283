import { FieldPath } from './field-path';
import { kindOf } from './kinds/kinds';
import { Manifest } from './manifest';
import { checkValue } from './schema/check-value';
import { TargetVersion } from './target-version';
import { withDefaults } from './with-defaults';

/** An object without the fields that are not known here, and where each of them stands in the object as it is written. */
export interface KnownPart {
  readonly manifest: Manifest;
  readonly unknown: readonly FieldPath[];
}

/** Leaves out of an object what the schema of its kind does not have; the object that is given stays as it is, as does one of a kind that is not read. */
export function withoutUnknownFields(manifest: Manifest, targetVersion: TargetVersion): KnownPart {
  const { object } = manifest;
  const kind = kindOf(object);
  if (kind === undefined) return { manifest, unknown: [] };
  const unknown = checkValue(kind.schema, withDefaults(object, targetVersion), targetVersion)
    .filter(({ code, of }) => code === 'S01' && of === 'key').map(({ path }) => path);
  if (unknown.length === 0) return { manifest, unknown };
  const copy = structuredClone(object);
  for (const path of unknown) remove(copy, path);
  return { manifest: { ...manifest, object: copy }, unknown };
}

function remove(object: object, path: FieldPath): void {
  const parent = path.slice(0, -1).reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], object);
  delete (parent as Record<string, unknown>)[path.at(-1)!];
}
