import { CelError, CelQuery, CelSecret, CelValue, plainValue, typeName } from '../../values';
import type { Code, Evaluate, EvaluationMode, Frame } from '../code';

export interface FunctionCall {
  readonly name: string;
  /** Of `receiver.name()`. */
  readonly receiver?: Code;
  readonly args: readonly Code[];
  readonly mode: EvaluationMode;
}

/** Makes the code of one call. Arguments beyond those that the function takes are never evaluated, as in agentgateway. */
export type FunctionCompiler = (call: FunctionCall) => Evaluate;

/** A function of its receiver, or of its first argument where it has no receiver: `size(x)`, `x.size()`. */
export function ofSubject(run: (subject: CelValue, name: string) => CelValue): FunctionCompiler {
  return ({ name, receiver, args }) => {
    const subject = receiver ?? args[0];
    if (!subject) return () => missingArgument(1, 0);
    return (frame) => run(subject.run(frame), name);
  };
}

/** A method: a receiver, then `least` to `most` arguments. */
export function ofReceiver(
  least: number,
  most: number,
  run: (receiver: CelValue, args: readonly CelValue[], name: string, written: number) => CelValue,
): FunctionCompiler {
  return ({ name, receiver, args }) => {
    if (!receiver) return () => { throw new CelError('MissingArgumentOrTarget', `\`${name}\` is a method`); };
    if (args.length < least) {
      return (frame) => {
        receiver.run(frame);
        return missingArgument(least, args.length);
      };
    }
    const used = args.slice(0, most);
    return (frame) => run(receiver.run(frame), used.map((argument) => argument.run(frame)), name, args.length);
  };
}

/** A function of its arguments alone; a receiver is evaluated and then ignored. */
export function ofArguments(least: number, most: number, run: (args: readonly CelValue[], name: string) => CelValue): FunctionCompiler {
  return ({ name, receiver, args }) => {
    const used = args.slice(0, most);
    return (frame) => {
      receiver?.run(frame);
      if (args.length < least) missingArgument(least, args.length);
      return run(used.map((argument) => argument.run(frame)), name);
    };
  };
}

export function missingArgument(expected: number, got: number): never {
  throw new CelError('InvalidArgumentCount', `expected ${expected} argument${expected === 1 ? '' : 's'}, got ${got}`);
}

export function functionError(name: string, problem: string): CelError {
  return new CelError('FunctionError', `\`${name}\`: ${problem}`);
}

/** The text of a string, URL or secret. */
export function textOf(value: CelValue): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof CelQuery) return value.text;
  return value instanceof CelSecret ? '<redacted>' : undefined;
}

/** @throws CelError UnexpectedType */
export function needText(value: CelValue): string {
  return textOf(value) ?? unexpectedType(value, 'string');
}

export function unexpectedType(value: CelValue, expected: string): never {
  throw new CelError('UnexpectedType', `got ${typeName(plainValue(value))} where ${expected} is needed`);
}

/** Bytes of bytes, or of a string in UTF-8. @throws CelError Conversion */
export function needBytes(value: CelValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const text = textOf(value);
  if (text === undefined) throw new CelError('Conversion', `${typeName(value)} cannot be converted to bytes`);
  return Buffer.from(text);
}

export type { Code, Evaluate, Frame };
