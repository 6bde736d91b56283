import type { CelConditional, CelLogical, CelUnary } from '../ast';
import { Checker, Context, operandContext, textOf } from './checker';
import { Facts, factsWhen, merge, noFacts } from './facts';
import { reportNotBool } from './report-not-bool';
import { bool, boolOf, canBe, canHaveKind, never, ofKinds, Type, union } from '../environment/type';

/** `a && b` and `a || b`. */
export function inferLogical(checker: Checker, node: CelLogical, context: Context): Type {
  const every = node.operator === '&&';
  const facts = node.operands.map((operand) => factsWhen(operand, every));
  const before = runningMerges(facts);
  // `a && b` is true only if all are, in whatever order; `a || b` reaches an operand only if those before it did not decide
  const after = every ? runningMerges([...facts].reverse()).reverse() : undefined;
  const types = node.operands.map((operand, index) => {
    const others = after ? merge(before[index], after[index + 1]) : before[index];
    const { variables, polarity, inBody, errorsCaught } = context;
    const inside = { facts: merge(context.facts, others), variables, polarity, condition: operand, inBody, errorsCaught, expectsString: false };
    const type = checker.infer(operand, inside);
    reportNotBool(checker, operand, type, inside);
    return type;
  });
  const canBeTrue = every ? types.every((type) => canBe(type, true)) : types.some((type) => canBe(type, true));
  // that it can be false is not worth finding out: the facts used above hold only where it is true
  return canBeTrue ? bool : boolOf(false);
}

/** Nothing, the first, the first two and so on, up to all of them. */
function runningMerges(facts: readonly Facts[]): Facts[] {
  const merges = [noFacts];
  for (const more of facts) {
    merges.push(merge(merges[merges.length - 1], more));
  }
  return merges;
}

/** `c ? a : b` */
export function inferConditional(checker: Checker, node: CelConditional, context: Context): Type {
  const condition = checker.infer(node.condition, { ...operandContext(context), condition: node.condition });
  reportNotBool(checker, node.condition, condition, { ...context, polarity: undefined });
  const branch = (part: CelConditional['then'], value: boolean): Type => (
    checker.infer(part, { ...context, condition: part, facts: merge(context.facts, factsWhen(node.condition, value)) })
  );
  const then = branch(node.then, true);
  const otherwise = branch(node.otherwise, false);
  return union(canBe(condition, true) ? then : never, canBe(condition, false) ? otherwise : never);
}

/** `!a` and `-a` */
export function inferUnary(checker: Checker, node: CelUnary, context: Context): Type {
  if (node.run > 1) {
    // the range of an operand in brackets begins inside them
    const operand = textOf(checker, node).replace(new RegExp(`^(?:${node.operator}\\s*){${node.run}}`), '');
    const even = node.run % 2 === 0;
    checker.drafts.push({
      code: 'A27',
      severity: 'error',
      security: true,
      range: node.range,
      message: `\`${textOf(checker, node)}\` means \`${node.operator}${operand}\`, because agentgateway applies a repeated \`${node.operator}\` once`,
      help: even ? `write \`${operand}\`, or \`${node.operator}(${node.operator}${operand})\`` : `write \`${node.operator}${operand}\``,
      edit: { range: node.range, text: even ? operand : `${node.operator}${operand}` },
    });
  }
  if (node.operator === '!') {
    const polarity = context.polarity === undefined ? undefined : !context.polarity;
    const type = checker.infer(node.operand, { ...context, polarity, expectsString: false });
    reportNotBool(checker, node.operand, type, { ...context, polarity });
    return union(canBe(type, true) ? boolOf(false) : never, canBe(type, false) ? boolOf(true) : never);
  }
  const type = checker.infer(node.operand, operandContext(context));
  const result = ofKinds(type, 'int', 'double');
  if (type.length > 0 && !canHaveKind(type, 'int', 'double')) {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: only int and double have a negative`,
      help: 'convert it first, with `int(…)` or `double(…)`',
    });
  }
  return result;
}
