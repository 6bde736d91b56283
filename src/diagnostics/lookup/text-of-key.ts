import { ObjectKey } from '../../gateway';

/** The name of an object in messages. */
export function textOfKey({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}
