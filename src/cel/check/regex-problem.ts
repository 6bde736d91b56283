import { compileRegex } from '../regex/compile-regex';

/** Why a regular expression does not work. */
export interface RegexProblem {
  /** agentgateway itself refuses it. */
  readonly refused: boolean;
  readonly reason: string;
  readonly help: string;
}

/** What people bring from other engines and Rust's `regex` does not have. */
const foreign: readonly (readonly [construct: RegExp, reason: string, help: string])[] = [
  [/\(\?(?:=|!|<=|<!)/, 'it has no look-around', 'write the condition as a second test, joined with `&&`'],
  [/\\(?:[1-9]|k<)/, 'it has no back-references', 'compare the parts with `split` or `substring` instead'],
  [/\\Z/, 'it has no `\\Z`', 'write `\\z` for the end of the text'],
  [/\{,\d+\}/, 'a repetition needs its lower bound', 'write `{0,n}`'],
  [/\(\?>|\(\?\(/, 'it has no atomic or conditional groups', 'leave the group out; matching takes linear time anyway'],
];

/** What `compileRegex` cannot do although Rust can. */
const limits = /nested too deeply|inside a class|set operation|not supported|repeat/;

/** Whether agentgateway refuses a regular expression, or only this project cannot run it. */
export function regexProblem(pattern: string): RegexProblem | undefined {
  const compiled = compileRegex(pattern);
  if (!('problem' in compiled)) {
    return undefined;
  }
  const bare = withoutClassesAndEscapes(pattern);
  const known = foreign.find(([construct]) => construct.test(bare));
  if (known) {
    return { refused: true, reason: known[1], help: known[2] };
  }
  return limits.test(compiled.problem)
    ? { refused: false, reason: compiled.problem, help: 'write it in a simpler way, so that it can be tried out' }
    : { refused: true, reason: compiled.problem, help: 'write it in the syntax of Rust\'s `regex`' };
}

/** The pattern with what is inside of character classes, and escaped backslashes and brackets, taken out. */
function withoutClassesAndEscapes(pattern: string): string {
  return pattern.replace(/\\\\|\\[[\](){}]/g, '').replace(/\[\^?\]?(?:\\.|[^\]\\])*\]/g, '');
}
