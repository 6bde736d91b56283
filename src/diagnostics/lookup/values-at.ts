import { FieldPath } from '../../manifest';

/** A value and where in the object it is. */
export interface PlacedValue {
  readonly field: FieldPath;
  readonly value: unknown;
}

/**
 * The values of an object that a pattern reaches: names joined by dots, with `[]` for every item of a list and `*` for every value of a map,
 * as in `rules[].filters[].type`. What is absent, or of another form than the pattern asks for, is passed over.
 */
export function valuesAt(value: unknown, pattern: string, field: FieldPath = []): readonly PlacedValue[] {
  let found: readonly PlacedValue[] = [{ field, value }];
  for (const step of pattern.replaceAll('[]', '.[]').split('.')) {
    found = found.flatMap((at) => childrenOf(at.value, step).map(([name, child]) => ({ field: [...at.field, name], value: child })));
  }
  return found;
}

function childrenOf(value: unknown, step: string): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) {
    return step === '[]' ? value.map((item: unknown, index) => [index, item] as const) : [];
  }
  if (typeof value !== 'object' || value === null || step === '[]') {
    return [];
  }
  return Object.entries(value).filter(([name, child]) => (step === '*' || name === step) && child !== undefined);
}
