import { parseOrUndefined } from './parse-or-undefined';
import { isTrueForAll } from './possible-outcomes';
import { valueAt } from './value-at';
import { Origin } from '../../gateway';

/** A block that may be written once for each condition; the first entry whose condition is true holds, one that fails counts as false. */
interface Block {
  readonly conditional?: readonly { readonly condition?: string }[];
}

/** Whether a block holds for every request: where no condition of its entries is true, the data plane goes without it. */
export function alwaysRuns({ manifest, field }: Origin): boolean {
  const { conditional } = valueAt(manifest.object, field) as Block;
  return conditional === undefined || conditional.some(({ condition }) => condition === undefined || isTrue(condition));
}

function isTrue(condition: string): boolean {
  const ast = parseOrUndefined(condition);
  return ast !== undefined && isTrueForAll(ast);
}
