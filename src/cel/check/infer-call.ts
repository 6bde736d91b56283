import type { CelAst, CelCall, CelMethodCall } from '../ast';
import { Checker, Context, operandContext, textOf } from './checker';
import { inferLazy, isLazy } from './infer-lazy';
import { rootOf } from './infer-read';
import { reportConstant } from './report-constant';
import { reportReceiver } from './report-receiver';
import { reportRegex } from './report-regex';
import { reportScopePart } from './report-scope-part';
import { reportUnavailableRoot } from './report-unavailable';
import { suggestion } from './suggestion';
import { FunctionSignature, functionSignatures, macroSignatures } from '../environment/functions';
import { includes } from '../environment/target-version';
import { bool, canHaveKind, dyn, never, Type, union } from '../environment/type';
import { parseType, printType } from '../environment/type-text';

interface Signature extends FunctionSignature {
  readonly types: readonly Type[];
  readonly resultType: Type;
  /** How many arguments it needs, the receiver of a method included. */
  readonly required: number;
  readonly repeats: boolean;
}

const signaturesByName = new Map<string, Signature[]>();
for (const signature of functionSignatures) {
  const known = signaturesByName.get(signature.name) ?? [];
  known.push({
    ...signature,
    types: signature.parameters.map((text) => parseType(text.replace(/\?$|\.\.\.$/, ''))),
    resultType: parseType(signature.result),
    required: signature.parameters.filter((text) => !/\?$|\.\.\.$/.test(text)).length,
    repeats: signature.parameters.at(-1)?.endsWith('...') ?? false,
  });
  signaturesByName.set(signature.name, known);
}

const namespaces: ReadonlySet<string> = new Set(
  functionSignatures.filter(({ form }) => form === 'namespace').map(({ name }) => name.split('.')[0]),
);

/** `f(x)` */
export function inferCall(checker: Checker, node: CelCall, context: Context): Type {
  if (checker.functions.has(node.name)) {
    return inferUnchecked(checker, node.args, context);
  }
  if (isLazy(node.name) && node.name !== 'with' && node.name !== 'mapValues' && node.name !== 'filterKeys') {
    return inferLazy(checker, node, node.args, context);
  }
  const signatures = (signaturesByName.get(node.name) ?? []).filter(({ form }) => form === 'global' || form === 'either');
  if (signatures.length === 0) {
    inferUnchecked(checker, node.args, context);
    reportUnknownFunction(checker, node);
    return never;
  }
  if (['startsWith', 'endsWith', 'contains', 'matches'].includes(node.name)) {
    return inferGlobalTest(checker, node, context);
  }
  return inferBySignature(checker, node, node.args, signatures, context);
}

/** `x.f(y)` and `math.f(y)` */
export function inferMethodCall(checker: Checker, node: CelMethodCall, context: Context): Type {
  if (node.receiver.kind === 'identifier' && namespaces.has(node.receiver.name) && !context.variables.has(node.receiver.name)) {
    const name = `${node.receiver.name}.${node.name}`;
    const signatures = signaturesByName.get(name);
    if (signatures || checker.functions.has(name) || checker.functions.has(node.name)) {
      return signatures ? inferBySignature(checker, node, node.args, signatures, context) : inferUnchecked(checker, node.args, context);
    }
    inferUnchecked(checker, node.args, context);
    reportUnknownFunction(checker, node);
    return never;
  }
  if (checker.functions.has(node.name)) {
    return inferUnchecked(checker, [node.receiver, ...node.args], context);
  }
  if (isLazy(node.name)) {
    return inferLazy(checker, node, [node.receiver, ...node.args], context);
  }
  const signatures = (signaturesByName.get(node.name) ?? []).filter(({ form }) => form === 'method' || form === 'either');
  if (signatures.length === 0) {
    inferUnchecked(checker, [node.receiver, ...node.args], context);
    reportUnknownFunction(checker, node);
    return never;
  }
  const root = rootOf(node.receiver, context);
  if (root && checker.environment.roots.get(root)?.unavailable && !signatures[0].receiverFallback && node.name !== 'type') {
    reportUnavailableRoot(checker, node.receiver, root);
    return never;
  }
  return inferBySignature(checker, node, [node.receiver, ...node.args], signatures, context);
}

/** The arguments are looked at, but what becomes of them is not known. */
function inferUnchecked(checker: Checker, args: readonly CelAst[], context: Context): Type {
  args.forEach((arg) => checker.infer(arg, operandContext(context)));
  return dyn;
}

function inferGlobalTest(checker: Checker, node: CelCall, context: Context): Type {
  node.args.forEach((arg) => checker.infer(arg, operandContext(context)));
  const [receiver, ...rest] = node.args.map((arg) => textOf(checker, arg));
  const method = `${receiver}.${node.name}(${rest.join(', ')})`;
  checker.drafts.push({
    code: 'A24',
    severity: 'error',
    security: true,
    range: node.range,
    message: `\`${textOf(checker, node)}\` compares \`${receiver ?? ''}\` with itself: called as a function, \`${node.name}\` ignores its second argument`,
    help: rest.length > 0 ? `write \`${method}\`` : `write \`x.${node.name}(y)\``,
    ...(rest.length > 0 ? { edit: { range: node.range, text: method } } : {}),
  });
  return bool;
}

function inferBySignature(
  checker: Checker, node: CelCall | CelMethodCall, args: readonly CelAst[], signatures: readonly Signature[], context: Context,
): Type {
  const method = args.length > node.args.length;
  // a fallback is reported for the call, with what it means there
  const needsString = method && !signatures[0].receiverFallback && signatures[0].parameters[0] === 'string';
  const types = args.map((arg, index) => checker.infer(arg, operandContext(context, index === 0 && needsString)));
  const { since } = signatures[0];
  if (!includes(checker.environment.targetVersion, since)) {
    checker.drafts.push({
      code: 'A05',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `there is no function \`${signatures[0].name}\` in agentgateway ${checker.environment.targetVersion}`,
      help: `it exists since ${since}; raise the target version or do without it`,
    });
    return never;
  }
  const enough = signatures.filter(({ required }) => args.length >= required);
  if (enough.length === 0) {
    reportArgumentCount(checker, node, signatures, method);
    return never;
  }
  if (types.some((type) => type.length === 0)) {
    return never;
  }
  if (method && signatures[0].receiverFallback) {
    return reportReceiver(checker, node as CelMethodCall, types, context);
  }
  const fitting = enough.filter((signature) => signature.types.every((type, index) => index >= types.length || fits(type, types[index])));
  if (fitting.length === 0) {
    reportArgumentTypes(checker, node, args, types, enough, method);
    return never;
  }
  if (method && node.name === 'contains') {
    reportScopePart(checker, node as CelMethodCall, context);
  }
  const most = Math.max(...fitting.map(({ repeats, parameters }) => (repeats ? Number.POSITIVE_INFINITY : parameters.length)));
  if (args.length > most) {
    return reportExtraArguments(checker, node, args, most, fitting);
  }
  if ((node.kind === 'methodCall' && reportRegex(checker, node)) || reportConstant(checker, node)) {
    return never;
  }
  return fitting.reduce((all, { resultType }) => union(all, resultType), never);
}

/** Whether an argument can be what a parameter takes; accessors and secrets pass as strings, headers and objects as maps. */
function fits(parameter: Type, argument: Type): boolean {
  return parameter === dyn || parameter.some(({ kind }) => (
    kind === 'string' ? canHaveKind(argument, 'string', 'query', 'secret')
      : kind === 'map' ? canHaveKind(argument, 'map', 'object', 'headers')
        : canHaveKind(argument, kind)
  ));
}

function reportArgumentCount(checker: Checker, node: CelCall | CelMethodCall, signatures: readonly Signature[], method: boolean): void {
  const needed = Math.min(...signatures.map(({ required }) => required)) - (method ? 1 : 0);
  checker.drafts.push({
    code: 'A26',
    severity: 'kills',
    security: false,
    range: node.range,
    message: `\`${textOf(checker, node)}\` always fails: \`${node.name}\` needs ${needed} argument${needed === 1 ? '' : 's'} and has ${node.args.length}`,
    help: `write ${usage(signatures, method)}`,
  });
}

/** How receivers that have no literal are usually written. */
const receivers: ReadonlyMap<string, string> = new Map([
  ['query', 'request.uri'], ['headers|map', 'request.headers'], ['cidr', 'cidr("…")'], ['ip', 'ip("…")'], ['secret', 'jwt.rawToken'], ['optional', 'optional.of(…)'],
]);

function usage(signatures: readonly Signature[], method: boolean): string {
  return signatures.map(({ name, parameters }) => (
    method
      ? `\`${receivers.get(parameters[0]) ?? 'x'}.${name}(${parameters.slice(1).join(', ')})\`${receivers.has(parameters[0]) ? '' : ` with x as ${parameters[0].replaceAll('|', ' or ')}`}`
      : `\`${name}(${parameters.join(', ')})\``
  )).join(' or ');
}

function reportArgumentTypes(
  checker: Checker, node: CelCall | CelMethodCall, args: readonly CelAst[], types: readonly Type[], signatures: readonly Signature[], method: boolean,
): void {
  const fitsSome = (index: number): boolean =>
    signatures.some((signature) => index >= signature.types.length || fits(signature.types[index], types[index]));
  const wrong = Math.max(0, args.findIndex((_, index) => !fitsSome(index)));
  checker.drafts.push({
    code: 'A26',
    severity: 'kills',
    security: false,
    range: node.range,
    message: `\`${textOf(checker, node)}\` always fails: ${method && wrong === 0 ? `${printType(types[wrong])} has no \`${node.name}\`` : `\`${node.name}\` takes no ${printType(types[wrong])}`}`,
    help: `write ${usage(signatures, method)}`,
  });
}

const timeFunctions = /^get[A-Z]/;

function reportExtraArguments(
  checker: Checker, node: CelCall | CelMethodCall, args: readonly CelAst[], most: number, signatures: readonly Signature[],
): Type {
  const result = signatures.reduce((all, { resultType }) => union(all, resultType), never);
  const range = [args[most].range[0], args[args.length - 1].range[1]] as const;
  const last = args[most - 1];
  const ignored = checker.source.slice(...range);
  // from the end of what counts to the closing parenthesis, so that the comma goes too
  const start = most === args.length - node.args.length ? node.nameRange[1] : last.range[1];
  const edit = { range: [start, node.range[1]] as const, text: start === node.nameRange[1] ? '()' : ')' };
  if (signatures.every(({ refusesExtraArguments }) => refusesExtraArguments)) {
    checker.drafts.push({
      code: 'A26',
      severity: 'kills',
      security: false,
      range: node.range,
      message: `\`${textOf(checker, node)}\` always fails: \`${node.name}\` has no use for \`${ignored}\``,
      help: 'leave it out',
      edit,
    });
    return never;
  }
  const zone = timeFunctions.test(node.name);
  checker.drafts.push({
    code: 'A25',
    severity: 'warning',
    security: false,
    range,
    message: zone
      ? `the time zone \`${ignored}\` is ignored: \`${node.name}\` gives the field of the timestamp's own offset`
      : `\`${ignored}\` is ignored: \`${node.name}\` has no use for it`,
    help: zone ? 'leave it out, and add the offset as a duration before' : 'leave it out',
    edit,
  });
  return result;
}

function reportUnknownFunction(checker: Checker, node: CelCall | CelMethodCall): void {
  const namespace = node.kind === 'methodCall' && node.receiver.kind === 'identifier' && namespaces.has(node.receiver.name) ? node.receiver.name : undefined;
  const all = [...functionSignatures, ...macroSignatures];
  const wanted = namespace
    ? all.filter(({ name }) => name.startsWith(`${namespace}.`)).map(({ name }) => name.slice(namespace.length + 1))
    : all.filter(({ form }) => form !== 'namespace').map(({ name }) => name);
  const shown = namespace ? `${namespace}.${node.name}` : node.name;
  const misused = all.find(({ name }) => name === node.name);
  const meant = misused ? undefined : suggestion(node.name, wanted);
  const [receiver, ...rest] = node.args;
  const method = node.kind === 'call' && receiver ? `${textOf(checker, receiver)}.${node.name}(${rest.map((arg) => textOf(checker, arg)).join(', ')})` : undefined;
  const help = meant
    ? `did you mean \`${namespace ? `${namespace}.` : ''}${meant}\`?`
    : misused && node.kind === 'call'
      ? `it is a method: write \`${method ?? `x.${node.name}(…)`}\``
      : 'the functions are listed in docs/expression-environment.md; name those that your gateway defines in `functions`';
  checker.drafts.push({
    code: misused ? 'A26' : 'A05',
    severity: misused ? 'kills' : 'error',
    security: false,
    range: node.nameRange,
    message: misused
      ? `\`${textOf(checker, node)}\` always fails: \`${shown}\` is not called like this`
      : `there is no function \`${shown}\``,
    help,
    edit: meant ? { range: node.nameRange, text: meant } : misused && method ? { range: node.range, text: method } : undefined,
  });
}
