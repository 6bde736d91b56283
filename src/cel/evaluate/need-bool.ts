import { CelError, CelValue } from '../values';

export function needBool(value: CelValue): boolean {
  if (typeof value !== 'boolean') throw noOverload();
  return value;
}

export function noOverload(): CelError {
  return new CelError('NoSuchOverload', 'no such overload');
}
