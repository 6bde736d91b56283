import { celEnv, type CelValue } from '@bufbuild/cel';

const equals = celEnv().funcs.find('_==_')!;

/** Whether `one == other` is true; only to be asked while an expression is evaluated. */
export function equal(one: CelValue, other: CelValue): boolean {
  return equals.call(0, undefined, [one, other]) === true;
}
