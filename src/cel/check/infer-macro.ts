import type { CelAst, CelMacro } from '../ast';
import { Checker, Context, operandContext, textOf } from './checker';
import { factsWhen, forget, keyOf } from './facts';
import { reportNotBool } from './report-not-bool';
import { bool, boolOf, canBe, canHaveKind, dyn, listOf, never, ofKinds, scalar, Type, union } from '../environment/type';
import { printType } from '../environment/type-text';

/** `all`, `exists`, `exists_one`, `filter` and `map`. Over a map the variable is the key. */
export function inferMacro(checker: Checker, node: CelMacro, context: Context): Type {
  const receiver = checker.infer(node.receiver, operandContext(context));
  const element = elementsOf(receiver);
  if (receiver.length > 0 && !canHaveKind(receiver, 'list', 'map', 'object', 'headers')) {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: ${printType(receiver)} has no elements`,
      help: `\`${node.macro}\` takes a list or a map`,
    });
    return never;
  }
  const body = bodyContext(context, node.variable, element);
  const condition = (part: CelAst, polarity: boolean | undefined): Type => {
    const inside = { ...body, polarity, condition: part };
    const type = checker.infer(part, inside);
    reportNotBool(checker, part, type, inside);
    return type;
  };
  switch (node.macro) {
    case 'all':
      condition(node.body, context.polarity);
      // whatever the condition, it holds for an empty list
      return bool;
    case 'filter':
      condition(node.body, undefined);
      return listOf(passing(node, element));
    case 'map':
      if (node.filter) {
        condition(node.filter, undefined);
      }
      return listOf(checker.infer(node.body, { ...operandContext(body), condition: node.body }));
    default:
      return canBe(condition(node.body, node.macro === 'exists' ? context.polarity : undefined), true) ? bool : boolOf(false);
  }
}

/** What an element can be that passed the condition. */
function passing(node: CelMacro, element: Type): Type {
  const kinds = factsWhen(node.body, true).kinds.get(keyOf({ kind: 'identifier', name: node.variable, range: node.variableRange }));
  return kinds ? ofKinds(element, ...kinds) : element;
}

/** What the body of a macro or of a lazy function knows. */
export function bodyContext(context: Context, variable: string, type: Type): Context {
  return {
    ...operandContext(context),
    facts: forget(context.facts, variable),
    variables: new Map([...context.variables, [variable, type]]),
    inBody: true,
  };
}

const mapKey: Type = union(union(scalar('string'), bool), union(scalar('int'), scalar('uint')));

function elementsOf(receiver: Type): Type {
  let type = never;
  for (const shape of receiver) {
    if (shape.kind === 'list') {
      type = union(type, shape.element);
    } else if (shape.kind === 'map') {
      type = union(type, mapKey);
    } else if (shape.kind === 'object' || shape.kind === 'headers') {
      type = union(type, scalar('string'));
    }
  }
  return type.length > 0 ? type : dyn;
}
