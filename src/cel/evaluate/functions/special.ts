import { randomBytes, randomUUID } from 'node:crypto';
import { recordRoots, recordValue } from '../../activation/record-shape';
import { valueRoots } from '../../activation/value-roots';
import { CelError, CelMap, CelValue, plainValue } from '../../values';
import { spend } from '../budget';
import { stored } from '../operators';
import { FunctionCompiler, functionError, missingArgument, needText, ofArguments, ofReceiver, unexpectedType } from './function-compiler';

export const specialFunctions: Readonly<Record<string, FunctionCompiler>> = {
  merge: ofReceiver(1, 1, (left, [right]) => merge(plainValue(left), plainValue(right))),
  fail: ofArguments(1, 1, ([message], name) => {
    needText(message);
    throw functionError(name, 'the expression calls it');
  }),
  flatten: flatten(''),
  flattenRecursive: flatten('_recursive'),
  flatten_recursive: flatten('_recursive'),
  default: orDefault,
  coalesce,
  random: ofArguments(0, 0, () => randomBytes(6).readUIntBE(0, 6) / (2 ** 48 - 1)),
  uuid: ofArguments(0, 0, () => randomUUID()),
  variables: () => (frame) => {
    spend(200);
    const roots = new CelMap();
    for (const [name, { read, shape }] of recordRoots) setIfAny(roots, name, recordValue(shape, read(frame.activation)));
    for (const [name, read] of valueRoots) setIfAny(roots, name, read(frame));
    return roots;
  },
};

/** Functions whose result is not decided by their arguments. */
export const impureFunctions: ReadonlySet<string> = new Set(['random', 'uuid', 'variables']);

function setIfAny(map: CelMap, name: string, value: CelValue): void {
  if (value !== null) map.set(name, value);
}

function merge(left: CelValue, right: CelValue): CelMap {
  const maps = [left, right].map((value) => (value instanceof CelMap ? stored(value) as CelMap : unexpectedType(value, 'map')));
  const merged = new CelMap();
  for (const map of maps) {
    spend(map.size * 4);
    for (const [key, value] of map.entries()) merged.set(key, value);
  }
  return merged;
}

/** Marks a value for the log, which shows its members as fields of their own. */
function flatten(suffix: string): FunctionCompiler {
  return ofArguments(1, 1, ([argument], name) => {
    const value = stored(argument);
    if (Array.isArray(value)) return CelMap.of([[`$_meta_flatten_list${suffix}`, value as CelValue[]]]);
    if (value instanceof CelMap) return CelMap.of([[`$_meta_flatten_map${suffix}`, value]]);
    throw functionError(name, 'works on maps and lists only');
  });
}

/** `default(e, d)`: d where e is null, or fails because a key or a name does not exist. Other errors stay. */
function orDefault({ receiver, args: [expression, fallback] }: Parameters<FunctionCompiler>[0]): ReturnType<FunctionCompiler> {
  return (frame) => {
    receiver?.run(frame);
    if (!expression) return missingArgument(1, 0);
    try {
      const value = expression.run(frame);
      if (value !== null) return value;
    } catch (error) {
      if (!(error instanceof CelError) || (error.kind !== 'NoSuchKey' && error.kind !== 'UndeclaredReference')) throw error;
    }
    return fallback ? fallback.run(frame) : missingArgument(2, 1);
  };
}

/**
 * `coalesce(e…)`: the first value that is not null, whatever the errors before it; else null, if there was one; else the last error.
 * The strict receiver error is not passed over: strict mode must never make true what agentgateway makes false.
 */
function coalesce({ receiver, args }: Parameters<FunctionCompiler>[0]): ReturnType<FunctionCompiler> {
  return (frame) => {
    receiver?.run(frame);
    if (args.length === 0) return missingArgument(1, 0);
    let sawNull = false;
    let lastError: unknown;
    for (const argument of args) {
      try {
        const value = argument.run(frame);
        if (value !== null) return value;
        sawNull = true;
      } catch (error) {
        if (!(error instanceof CelError) || error.isFinal || error.kind === 'UnexpectedReceiver') throw error;
        lastError = error;
      }
    }
    if (sawNull) return null;
    throw lastError;
  };
}
