import type { CelMethodCall } from '../ast';
import { Checker, Context, guarded, opensWhenTrue, protects, textOf } from './checker';
import { pathOf } from './facts';
import { reportRegex } from './report-regex';
import { alwaysHasKind, bool, boolOf, canHaveKind, ofKinds, Type, union, withoutKinds } from '../environment/type';
import { printType } from '../environment/type-text';

/**
 * `startsWith`, `endsWith` and `matches`: agentgateway puts the first argument in the place of a receiver that is no string, so that the
 * test is true. `matches` with a literal pattern fails instead.
 */
export function reportReceiver(checker: Checker, node: CelMethodCall, types: readonly Type[], context: Context): Type {
  const [receiver, argument] = types;
  if (reportRegex(checker, node)) {
    return [];
  }
  const asText = ofKinds(receiver, 'string', 'query', 'secret');
  const otherwise = withoutKinds(receiver, 'string', 'query', 'secret');
  if (!canHaveKind(argument, 'string', 'query', 'secret')) {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: \`${node.name}\` takes no ${printType(argument)}`,
      help: `write \`${node.name}("…")\``,
    });
    return [];
  }
  if (otherwise.length === 0) {
    return bool;
  }
  const fails = node.name === 'matches' && node.args[0].kind === 'literal';
  const text = textOf(checker, node.receiver);
  if (fails) {
    if (asText.length === 0) {
      checker.drafts.push({
        code: 'A26',
        severity: 'kills',
        security: false,
        range: node.range,
        message: `\`${textOf(checker, node)}\` always fails: \`${text}\` is ${printType(receiver)}, not a string`,
        help: 'match a string',
      });
    }
    return asText.length === 0 ? [] : bool;
  }
  if (asText.length === 0) {
    checker.drafts.push({
      code: 'A23',
      severity: 'error',
      security: protects(checker),
      range: node.range,
      message: `\`${textOf(checker, node)}\` ${node.name === 'matches' ? 'says nothing' : 'is always true'}: \`${text}\` is ${printType(receiver)}, `
        + `and \`${node.name}\` compares its argument with itself then`,
      help: `compare a string, as \`string(${text}).${node.name}(…)\``,
    });
    // a pattern need not match itself
    return node.name === 'matches' ? bool : boolOf(true);
  }
  reportUncertain(checker, node, receiver, otherwise, context);
  return union(bool, boolOf(true));
}

function reportUncertain(checker: Checker, node: CelMethodCall, receiver: Type, otherwise: Type, context: Context): void {
  const text = textOf(checker, node.receiver);
  const args = checker.source.slice(node.nameRange[0], node.range[1]);
  const open = opensWhenTrue(checker, context);
  const access = node.receiver.kind === 'select' || node.receiver.kind === 'index' ? node.receiver : undefined;
  if (access && alwaysHasKind(receiver, 'string', 'list') && pathOf(access.operand)?.at(-1) === 'headers') {
    const joined = `${textOf(checker, access.operand)}.join()${checker.source.slice(access.operand.range[1], access.range[1])}`;
    checker.drafts.push({
      code: 'A23',
      severity: open ? 'error' : 'warning',
      security: open,
      range: node.range,
      message: `\`${textOf(checker, node)}\` is true as soon as a client sends the header twice, because \`${text}\` is a list then`,
      help: `write \`${joined}.${args}\``,
      edit: { range: access.range, text: joined },
    });
    return;
  }
  checker.drafts.push({
    code: 'A23',
    severity: 'warning',
    security: open,
    range: node.range,
    message: `\`${textOf(checker, node)}\` is true when \`${text}\` is ${otherwise.length > 3 ? 'no string, as a list, a number or null' : printType(otherwise)}`,
    help: `write \`type(${text}) == string && ${textOf(checker, node)}\``,
    edit: guarded(checker, context, node, `type(${text}) == string`),
  });
}
