/** Whether some field or entry of a value is null: few objects have one. */
export function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  if (Array.isArray(value)) return value.some(holdsNull);
  for (const name of Object.keys(value)) {
    if (holdsNull((value as Record<string, unknown>)[name])) return true;
  }
  return false;
}
