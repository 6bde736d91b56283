import { keyOf } from './key-of';
import { oncePerSubject } from './once-per-subject';
import { textOfKey } from './text-of-key';
import { valuesAt } from './values-at';
import { ObjectKey } from '../../gateway';

/** The Services that routes of any kind name in their `backendRefs`. */
export const routedServices = oncePerSubject(({ manifests }): ReadonlySet<string> => new Set(manifests
  .filter(({ object }) => object.kind.endsWith('Route'))
  .flatMap(({ object }) => valuesAt(object, 'spec.rules[].backendRefs[]').flatMap(({ value }) => {
    const { kind = 'Service', namespace = keyOf(object).namespace, name } = value as { kind?: string } & Partial<ObjectKey>;
    return kind === 'Service' && name !== undefined ? [textOfKey({ namespace, name })] : [];
  }))));
