import { compileRegex, Regex } from '../../regex/compile-regex';
import { CelError, typeName, plainValue, CelValue } from '../../values';
import { spend, spendOnText } from '../budget';
import type { Code, Evaluate } from '../code';
import { FunctionCompiler, functionError, missingArgument, needText, ofReceiver, textOf } from './function-compiler';
import { unexpectedReceiver } from './strings';

export const regexFunctions: Readonly<Record<string, FunctionCompiler>> = {
  matches,
  regexReplace: ofReceiver(2, 2, (text, [pattern, replacement], name) => {
    const args: [string, string] = [needText(text), needText(pattern)];
    return replaceFirst(...args, needText(replacement), name);
  }),
};

/**
 * `x.matches(pattern)`. In agentgateway a receiver that is no string is replaced by the pattern, which is then matched with itself.
 * Where the pattern is a valid literal its optimizer makes that an error instead, of the kind of a missing key.
 */
function matches({ name, receiver, args: [argument], mode }: Parameters<FunctionCompiler>[0]): Evaluate {
  if (!argument) return () => missingArgument(1, 0);
  const subject = receiver ?? argument;
  const literal = receiver && literalRegex(argument);
  return (frame) => {
    const value = subject.run(frame);
    const text = receiver ? textOf(value) : undefined;
    if (text === undefined && mode === 'strict') throw unexpectedReceiver(name, receiver && value);
    const regex = literal?.();
    if (regex) {
      if (text === undefined) throw new CelError('NoSuchKey', `\`${name}\` needs a string, got ${typeName(plainValue(value))}`);
      return test(regex, text, name);
    }
    const pattern = needText(argument.run(frame));
    return test(needRegex(pattern, name), text ?? pattern, name);
  };
}

/** Compiles on first use, because loading the engine takes time that most expressions need not spend. */
function literalRegex({ constant }: Code): (() => Regex | undefined) | undefined {
  if (typeof constant?.value !== 'string' || !constant.isLiteral) return undefined;
  const pattern: string = constant.value;
  let regex: Regex | { readonly problem: string } | undefined;
  return () => {
    regex ??= compileRegex(pattern);
    return 'problem' in regex ? undefined : regex;
  };
}

function needRegex(pattern: string, name: string): Regex {
  spend(COMPILATION_COST + pattern.length * 16);
  const regex = compileRegex(pattern);
  if ('problem' in regex) throw functionError(name, 'the pattern is no valid regex');
  return regex;
}

/** Steps for making a program, which takes far longer than most matches. */
const COMPILATION_COST = 200;

/** The engine takes at most the time of text times program. */
function prepare(regex: Regex, text: string, name: string): void {
  spend(Math.ceil((text.length + 1) * regex.cost));
  if (regex.refuses(text)) throw functionError(name, 'a word boundary in a text that is not all ASCII is not supported');
}

function test(regex: Regex, text: string, name: string): CelValue {
  prepare(regex, text, name);
  return regex.test(text);
}

function replaceFirst(text: string, pattern: string, replacement: string, name: string): string {
  const regex = needRegex(pattern, name);
  prepare(regex, text, name);
  const match = regex.first(text);
  if (!match) return text;
  const expanded = replacement.replace(/\$(?:\$|([0-9A-Za-z_]+)|\{([^}]*)\})/g, (reference, bare?: string, braced?: string) => {
    const group = bare ?? braced;
    return group === undefined ? reference.slice(1) : match.group(group) ?? '';
  });
  spendOnText(text.length + expanded.length);
  return text.slice(0, match.start) + expanded + text.slice(match.end);
}
