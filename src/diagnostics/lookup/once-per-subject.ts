import { Subject } from '../diagnostic-rule';

/** Makes a look-up that is worked out once for each subject, however many rules ask. */
export function oncePerSubject<T>(compute: (subject: Subject) => T): (subject: Subject) => T {
  const known = new WeakMap<Subject, { readonly value: T }>();
  return (subject) => {
    let found = known.get(subject);
    if (!found) {
      found = { value: compute(subject) };
      known.set(subject, found);
    }
    return found.value;
  };
}
