/** Why a regular expression does not work. */
export interface RegexProblem {
  /** agentgateway itself refuses it. */
  readonly refused: boolean;
  readonly reason: string;
  readonly help: string;
}

/** What Rust's `regex` does not have, by how it is written outside of character classes. */
const refused: readonly (readonly [construct: RegExp, reason: string, help: string])[] = [
  [/\(\?(?:=|!|<=|<!)/, 'it has no look-around', 'write the condition as a second test, joined with `&&`'],
  [/\\(?:[1-9]|k<)/, 'it has no back-references', 'compare the parts with `split` or `substring` instead'],
  [/\\Z/, 'it has no `\\Z`', 'write `\\z` for the end of the text'],
  [/\{,\d+\}/, 'a repetition needs its lower bound', 'write `{0,n}`'],
  [/\(\?>|\(\?\(/, 'it has no atomic or conditional groups', 'leave the group out; matching takes linear time anyway'],
];

/** Whether agentgateway refuses a regular expression. */
export function regexProblem(pattern: string): RegexProblem | undefined {
  const bare = withoutClassesAndEscapes(pattern);
  for (const [construct, reason, help] of refused) {
    if (construct.test(bare)) {
      return { refused: true, reason, help };
    }
  }
  return undefined;
}

/** The pattern with what is inside of character classes, and escaped backslashes, taken out. */
function withoutClassesAndEscapes(pattern: string): string {
  return pattern.replace(/\\\\|\\[[\](){}]/g, '').replace(/\[\^?\]?(?:\\.|[^\]\\])*\]/g, '');
}
