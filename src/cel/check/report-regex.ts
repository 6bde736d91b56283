import type { CelMethodCall } from '../ast';
import { Checker, textOf } from './checker';
import { regexProblem } from './regex-problem';

/** Reports a regular expression that agentgateway refuses, or that the checks here cannot run. Returns whether agentgateway refuses it. */
export function reportRegex(checker: Checker, node: CelMethodCall): boolean {
  const [pattern] = node.args;
  if ((node.name !== 'matches' && node.name !== 'regexReplace') || pattern?.kind !== 'literal' || pattern.type !== 'string') {
    return false;
  }
  const problem = regexProblem(pattern.value);
  if (!problem) {
    return false;
  }
  checker.drafts.push({
    code: 'A30',
    severity: problem.refused ? 'kills' : 'warning',
    security: false,
    range: pattern.range,
    message: problem.refused
      ? `agentgateway refuses the regular expression \`${textOf(checker, pattern)}\`: ${problem.reason}`
      : `the regular expression \`${textOf(checker, pattern)}\` works in agentgateway but not in the checks and the proxy of this project: ${problem.reason}`,
    help: problem.help,
  });
  return problem.refused;
}
