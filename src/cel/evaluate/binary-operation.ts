import type { Code, Evaluate } from './code';
import { arithmetic, compare, equals, isIn } from './operators';
import type { CelBinary } from '../ast';
import { CelValue, plainValue } from '../values';

/** `a == b`, `a < b`, `a in b`, `a + b` and so on. */
export function binaryOperation(operator: CelBinary['operator'], leftCode: Code, rightCode: Code): Evaluate {
  const [left, right] = [leftCode.run, rightCode.run];
  switch (operator) {
    case '==':
      return equality(leftCode, rightCode);
    case '!=':
      return (frame) => !equals(left(frame), right(frame));
    case '<':
      return (frame) => compare(left(frame), right(frame)) < 0;
    case '<=':
      return (frame) => compare(left(frame), right(frame)) <= 0;
    case '>':
      return (frame) => compare(left(frame), right(frame)) > 0;
    case '>=':
      return (frame) => compare(left(frame), right(frame)) >= 0;
    case 'in':
      return membership(leftCode, rightCode);
    default:
      return (frame) => arithmetic(operator, left(frame), right(frame));
  }
}

function equality(left: Code, right: Code): Evaluate {
  const wanted = right.constant?.value;
  const { run } = left;
  if (typeof wanted !== 'string') return (frame) => equals(run(frame), right.run(frame));
  return (frame) => {
    const value = run(frame);
    return typeof value === 'string' ? value === wanted : equals(value, wanted);
  };
}

/** A set answers where a list of constant strings is searched for a string. */
function membership(left: Code, right: Code): Evaluate {
  const list = right.constant?.value;
  const strings = Array.isArray(list) && (list as CelValue[]).every((element) => typeof element === 'string') ? new Set(list as string[]) : undefined;
  const { run } = left;
  if (!strings) return (frame) => isIn(run(frame), right.run(frame));
  return (frame) => {
    const value = run(frame);
    if (typeof value === 'string') return strings.has(value);
    const plain = plainValue(value);
    return typeof plain === 'string' && strings.has(plain);
  };
}
