import { FieldPath } from '../../manifest';

/** A value and where in the object it is. */
export interface PlacedValue {
  readonly field: FieldPath;
  readonly value: unknown;
}

const stepsOfPattern = new Map<string, readonly string[]>();

/**
 * The values of an object that a pattern reaches: names joined by dots, with `[]` for every item of a list and `*` for every value of a map,
 * as in `rules[].filters[].type`. What is absent, or of another form than the pattern asks for, is passed over.
 * Most objects lack most fields: the way ends at the first name that is not there, before anything is allocated.
 */
export function valuesAt(value: unknown, pattern: string): readonly PlacedValue[] {
  const found: PlacedValue[] = [];
  collect(value, stepsOf(pattern), 0, [], found);
  return found;
}

function collect(value: unknown, steps: readonly string[], at: number, field: (string | number)[], found: PlacedValue[]): void {
  if (at === steps.length) {
    found.push({ field: [...field], value });
    return;
  }
  const step = steps[at];
  const descend = (name: string | number, child: unknown): void => {
    field.push(name);
    collect(child, steps, at + 1, field, found);
    field.pop();
  };
  if (Array.isArray(value)) {
    if (step === '[]') {
      value.forEach((item: unknown, index) => descend(index, item));
    }
  } else if (typeof value === 'object' && value !== null && step !== '[]') {
    const names = step === '*' ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : [];
    for (const name of names) {
      const child = (value as Record<string, unknown>)[name];
      if (child !== undefined) {
        descend(name, child);
      }
    }
  }
}

function stepsOf(pattern: string): readonly string[] {
  let steps = stepsOfPattern.get(pattern);
  if (!steps) {
    steps = pattern.replaceAll('[]', '.[]').split('.');
    stepsOfPattern.set(pattern, steps);
  }
  return steps;
}
