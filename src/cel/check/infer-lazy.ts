import type { CelAst, CelCall, CelMethodCall } from '../ast';
import { Checker, Context, operandContext, textOf } from './checker';
import { bodyContext } from './infer-macro';
import { bool, canHaveKind, dyn, mapOf, never, Type, union, withoutKinds } from '../environment/type';
import { printType } from '../environment/type-text';

const lazyNames = ['default', 'coalesce', 'with', 'mapValues', 'filterKeys'] as const;

/** Functions that agentgateway hands their arguments unevaluated. */
export function isLazy(name: string): name is (typeof lazyNames)[number] {
  return (lazyNames as readonly string[]).includes(name);
}

/** `default(x, y)`, `coalesce(x, …)`, `x.with(v, e)`, `m.mapValues(v, e)`, `m.filterKeys(k, e)`; a receiver is the first argument. */
export function inferLazy(checker: Checker, node: CelCall | CelMethodCall, args: readonly CelAst[], context: Context): Type {
  switch (node.name) {
    case 'default': return inferDefault(checker, node, args, context);
    case 'coalesce': return inferCoalesce(checker, node, args, context);
    default: return inferBinding(checker, node, args, context);
  }
}

function inferDefault(checker: Checker, node: CelCall | CelMethodCall, args: readonly CelAst[], context: Context): Type {
  if (args.length === 0) {
    return tooFew(checker, node, '`default(x, y)`');
  }
  const [value, fallback] = args;
  const type = checker.infer(value, { ...operandContext(context), errorsCaught: true, expectsString: context.expectsString });
  reportUncaught(checker, value);
  if (!fallback) {
    return withoutKinds(type, 'null');
  }
  return union(withoutKinds(type, 'null'), checker.infer(fallback, operandContext(context)));
}

/** `jwt["sub"]` fails differently from `jwt.sub` when `jwt` is null, and `default()` catches only the latter. */
function reportUncaught(checker: Checker, value: CelAst): void {
  if (value.kind !== 'index' || value.operand.kind !== 'identifier') {
    return;
  }
  const root = [...checker.environment.roots].find(([name]) => value.operand.kind === 'identifier' && name === value.operand.name)?.[1];
  if (!root || !canHaveKind(root.type, 'null')) {
    return;
  }
  const name = textOf(checker, value.operand);
  const plain = value.index.kind === 'literal' && value.index.type === 'string' && /^[A-Za-z_]\w*$/.test(value.index.value) ? value.index.value : undefined;
  checker.drafts.push({
    code: 'A32',
    severity: 'warning',
    security: false,
    range: value.range,
    message: `\`default()\` does not catch that \`${textOf(checker, value)}\` fails when \`${name}\` is null`,
    help: plain ? `write \`${name}.${plain}\`` : `write \`coalesce(${textOf(checker, value)}, …)\`, which catches every failure`,
    ...(plain ? { edit: { range: value.range, text: `${name}.${plain}` } } : {}),
  });
}

function inferCoalesce(checker: Checker, node: CelCall | CelMethodCall, args: readonly CelAst[], context: Context): Type {
  if (args.length === 0) {
    return tooFew(checker, node, '`coalesce(x, …)`');
  }
  // null only if nothing better came
  return args.map((arg) => checker.infer(arg, { ...operandContext(context), errorsCaught: true })).reduce(union, never);
}

function inferBinding(checker: Checker, node: CelCall | CelMethodCall, args: readonly CelAst[], context: Context): Type {
  if (args.length < 3) {
    return tooFew(checker, node, `\`x.${node.name}(variable, expression)\``);
  }
  const [receiver, variable, body] = args;
  const type = checker.infer(receiver, operandContext(context));
  if (variable.kind !== 'identifier') {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: variable.range,
      message: `\`${textOf(checker, node)}\` always fails: \`${textOf(checker, variable)}\` is no plain name`,
      help: `write a name for the value, as in \`x.${node.name}(v, …)\``,
    });
    return never;
  }
  if (node.name === 'with') {
    return type.length === 0 ? never : checker.infer(body, { ...bodyContext(context, variable.name, type), condition: body });
  }
  if (type.length > 0 && !canHaveKind(type, 'map', 'object', 'headers')) {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: ${printType(type)} is no map`,
      help: `\`${node.name}\` takes a map`,
    });
    return never;
  }
  const result = checker.infer(body, { ...bodyContext(context, variable.name, dyn), condition: body });
  return node.name === 'mapValues' ? mapOf(result.length > 0 ? result : bool) : mapOf(dyn);
}

function tooFew(checker: Checker, node: CelCall | CelMethodCall, usage: string): Type {
  checker.drafts.push({
    code: 'A26',
    severity: 'kills',
    security: false,
    range: node.range,
    message: `\`${textOf(checker, node)}\` always fails: it has too few arguments`,
    help: `write ${usage}`,
  });
  return never;
}
