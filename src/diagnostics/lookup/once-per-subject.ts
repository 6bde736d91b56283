import { oncePer } from './once-per';
import { Subject } from '../diagnostic-rule';

/** Makes a look-up that is worked out once for each subject, however many rules ask. */
export function oncePerSubject<T>(compute: (subject: Subject) => T): (subject: Subject) => T {
  return oncePer(compute);
}
