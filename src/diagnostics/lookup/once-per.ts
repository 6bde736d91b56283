/** Makes a look-up that is worked out once for each thing that it is about, however often it is asked for. */
export function oncePer<K extends object, T>(compute: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (of) => {
    let found = known.get(of);
    if (!found) {
      found = { value: compute(of) };
      known.set(of, found);
    }
    return found.value;
  };
}
