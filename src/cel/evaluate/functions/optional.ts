import { FunctionCompiler, functionError, missingArgument, ofArguments, ofSubject, unexpectedType } from './function-compiler';
import { CelDuration, CelMap, CelOptional, CelUint, CelValue, plainValue } from '../../values';

export const optionalNamespace: Readonly<Record<string, FunctionCompiler>> = {
  of: ofArguments(1, 1, ([value]) => new CelOptional(value)),
  ofNonZeroValue: ofArguments(1, 1, ([value]) => new CelOptional(isZero(plainValue(value)) ? undefined : value)),
  none: ofArguments(0, 0, () => new CelOptional(undefined)),
};

export const optionalFunctions: Readonly<Record<string, FunctionCompiler>> = {
  value: ofSubject((subject, name) => {
    const { value } = needOptional(subject);
    if (value === undefined) throw functionError(name, 'the optional has no value');
    return value;
  }),
  hasValue: ofSubject((subject) => needOptional(subject).value !== undefined),
  or: withOther((subject, other) => (subject.value === undefined ? needOptional(other) : subject)),
  orValue: withOther((subject, other) => (subject.value === undefined ? other : subject.value)),
};

function withOther(run: (subject: CelOptional, other: CelValue) => CelValue): FunctionCompiler {
  return ({ receiver, args: [argument] }) => {
    const subject = receiver ?? argument;
    if (!argument) return () => missingArgument(1, 0);
    return (frame) => {
      const value = subject.run(frame);
      const other = argument.run(frame);
      return run(needOptional(value), other);
    };
  };
}

function needOptional(value: CelValue): CelOptional {
  return value instanceof CelOptional ? value : unexpectedType(value, 'optional');
}

function isZero(value: CelValue): boolean {
  if (value instanceof CelUint) return value.value === 0n;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof CelMap) return value.size === 0;
  if (value instanceof CelDuration) return value.nanos === 0n;
  return value === null || value === false || value === 0n || value === 0 || value === '';
}
