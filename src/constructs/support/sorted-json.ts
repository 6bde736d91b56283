/** JSON in which the order of the members of maps says nothing: they are sorted by name. Lists keep their order. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => typeof each === 'object' && each !== null && !Array.isArray(each)
    ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => one < other ? -1 : 1))
    : each);
}
