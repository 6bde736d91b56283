import { PlacedValue, valuesAt } from './values-at';
import { Manifest } from '../../manifest';

/** A block of an object that can be written directly, or once for each condition: all that are written, as patterns of {@link valuesAt} reach them. */
export function blocksAt({ object }: Manifest, block: string, part?: string): readonly PlacedValue[] {
  return [block, `${block}.conditional[].policy`].flatMap((pattern) => valuesAt(object, part === undefined ? pattern : `${pattern}.${part}`));
}
