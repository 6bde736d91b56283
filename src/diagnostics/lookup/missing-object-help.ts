import { ObjectKey } from '../../gateway';
import { Subject } from '../diagnostic-rule';
import { nearest } from '../nearest';
import { howToNameExternal } from './how-to-name-external';
import { GroupKind, objectIndexOf } from './object-index';

/** The way out where an object is not among the manifests: the name that was meant, or how to say that it exists elsewhere. */
export function missingObjectHelp(subject: Subject, kind: GroupKind, key: ObjectKey): string {
  const names = objectIndexOf(subject).inNamespace(kind, key.namespace).map(({ object }) => object.metadata.name);
  const meant = nearest(key.name, names);
  return meant === undefined
    ? `add it, or say that it exists elsewhere: ${howToNameExternal(kind.kind, key)}`
    : `did you mean \`${meant}\`?`;
}
