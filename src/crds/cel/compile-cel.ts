import { celError, parse, plan, type CelInput, type CelResult } from '@bufbuild/cel';
import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { desugarOptionals, OPTIONAL_MARK } from './desugar-optionals';
import { EntryMacro, readEntryMacro } from './entry-macro';
import { COUNT_ITERATION, environment, TYPE_NAMES } from './environment';
import { Call, callOf, identIn, identOf, listOf, nameOf, templateOf } from './expressions';
import { ENTRIES, MAP_OF_ENTRIES, MAP_OF_OPTIONALS, MERGED_MAPS } from './functions/entries';
import { SORTED_BY } from './functions/lists';
import { AS_OPTIONAL, OPTIONAL_FLATTEN, OPTIONAL_SELECT, OPTIONAL_TYPE_NAME } from './functions/optionals';
import { iterations } from './iteration-budget';

/** An expression that is ready to be evaluated. */
export interface CelProgram {
  /** The expression looks at the object of before, so that it says nothing about a new one. */
  readonly usesOldSelf: boolean;
  /** Never throws: what goes wrong is a result. */
  run(variables: Readonly<Record<string, CelInput>>): CelResult;
}

/** Operators that are not found among the functions. */
const OPERATORS = new Set(['_?_:_', '_&&_', '_||_', '_[_]', '@not_strictly_false']);

const TYPES = new Set(['int', 'uint', 'double', 'bool', 'string', 'bytes', 'list', 'map', 'null_type', 'type', 'google']);

/**
 * Compiles a rule of a CRD, so that each of its macros counts its iterations.
 *
 * @throws Error for what is no CEL, or names a function or a variable that Kubernetes does not have
 */
export function compileCel(source: string): CelProgram {
  // the parser wants a line behind a comment
  const { expr, sourceInfo } = parse(`${desugarOptionals(source)}\n`);
  if (expr === undefined) throw new Error('it is empty');
  // the parser knows it as `exists_one`; cel-go only with two variables
  if (Object.values(sourceInfo?.macroCalls ?? {}).some(({ exprKind: { value } }) => (value as Call).function === 'existsOne')) throw unknownFunction('existsOne');
  const linker = new Linker();
  const evaluate = plan(environment, linker.link(expr, new Map(['self', 'oldSelf'].map((name) => [name, undefined]))));
  return {
    usesOldSelf: linker.usesOldSelf,
    run: (variables) => {
      const result = evaluate(variables);
      return iterations.isSpent ? celError('validation failed due to running out of cost budget, no further validation rules will be run') : result;
    },
  };
}

/** The variables that can be named, each with what stands for it where the evaluator does not know it. */
type Variables = ReadonlyMap<string, (() => Expr) | undefined>;

/** Expands the macros that the parser does not know, puts a count into every loop, and checks every name. */
class Linker {
  usesOldSelf = false;
  private entryVariables = 0;

  link(expr: Expr, variables: Variables): Expr {
    const { exprKind: { case: kind, value } } = expr;
    switch (kind) {
      case 'identExpr':
        if (value.name === 'oldSelf') this.usesOldSelf = true;
        if (value.name === OPTIONAL_TYPE_NAME && !variables.has(value.name)) return callOf(value.name, []);
        if (!variables.has(value.name) && !TYPES.has(value.name)) throw new Error(`it names \`${value.name}\`, which is no variable`);
        return variables.get(value.name)?.() ?? expr;
      case 'selectExpr': {
        const name = nameOf(expr);
        if (name !== undefined && TYPE_NAMES.has(name)) return callOf(name, []);
        value.operand = this.link(value.operand!, variables);
        break;
      }
      case 'listExpr':
        if (value.elements.some(isMark)) return this.linkOptionalElements(value.elements, variables);
        value.elements = value.elements.map((element) => this.link(element, variables));
        break;
      case 'structExpr':
        return this.linkMap(expr, variables);
      case 'callExpr':
        return this.linkCall(expr, variables);
      case 'comprehensionExpr': {
        const inner = new Map([...variables, [value.iterVar, undefined], [value.accuVar, undefined]]);
        value.iterRange = this.link(value.iterRange!, variables);
        value.accuInit = this.link(value.accuInit!, variables);
        value.loopCondition = counted(this.link(value.loopCondition!, inner));
        value.loopStep = this.link(value.loopStep!, inner);
        value.result = this.link(value.result!, inner);
      }
    }
    return expr;
  }

  private linkCall(expr: Expr, variables: Variables): Expr {
    const call = expr.exprKind.value as Call;
    const expanded = expandMacro(call);
    if (expanded) return this.link(expanded, variables);
    const macro = readEntryMacro(call);
    if (macro) return this.linkEntryMacro(macro, variables);
    const name = call.target && nameOf(call.target);
    const isNamespaced = name !== undefined && environment.funcs.find(`${name}.${call.function}`) !== undefined;
    if (!isNamespaced && !OPERATORS.has(call.function) && environment.funcs.find(call.function) === undefined) {
      throw unknownFunction(call.function);
    }
    if (call.target && !isNamespaced) call.target = this.link(call.target, variables);
    call.args = call.args.map((argument) => this.link(argument, variables));
    return expr;
  }

  /** A loop over the entries of a list or map; both variables stand for a part of the entry. */
  private linkEntryMacro({ kind, range, variables: [key, value], filter, step }: EntryMacro, variables: Variables): Expr {
    const entry = `@entry${this.entryVariables++}`;
    const part = (index: string) => () => callOf('_[_]', [identOf(entry), parse(index).expr!]);
    const inner: Variables = new Map([...variables, [key, part('0')], [value, part('1')]]);
    const { expr, comprehension, step: loop } = templateOf(`[].${LOOPS[kind]}(x, ${filter ? 'true, ' : ''}true)`);
    comprehension.iterVar = entry;
    comprehension.iterRange = callOf(ENTRIES, [this.link(range, variables)]);
    comprehension.loopCondition = counted(comprehension.loopCondition!);
    const linked = this.link(kind === 'transformMap' ? listOf(identOf(key), step) : step, inner);
    if (kind === 'exists_one') {
      loop.args[0] = linked;
    } else if (LOOPS[kind] !== 'map') {
      loop.args[1] = linked;
    } else {
      const sum = filter ? loop.args[1].exprKind.value as Call : loop;
      sum.args[1] = listOf(linked);
      if (filter) loop.args[0] = this.link(filter, inner);
    }
    return kind === 'transformMap' ? callOf(MAP_OF_ENTRIES, [expr]) : kind === 'transformMapEntry' ? callOf(MERGED_MAPS, [expr]) : expr;
  }

  /** `[?a, b]` is what `a` holds, and `b`. */
  private linkOptionalElements(elements: readonly Expr[], variables: Variables): Expr {
    const optionals = elements.flatMap((element, index) => {
      if (isMark(element)) return [];
      const linked = this.link(element, variables);
      return [index > 0 && isMark(elements[index - 1]) ? linked : listOf(linked)];
    });
    return callOf('flatten', [], listOf(...optionals));
  }

  private linkMap(expr: Expr, variables: Variables): Expr {
    const { entries } = expr.exprKind.value as Extract<Expr['exprKind'], { case: 'structExpr' }>['value'];
    const isOptional: boolean[] = [];
    for (const [index, entry] of entries.entries()) {
      isOptional.push(index > 0 && isMark(keyOf(entries[index - 1])));
      if (isMark(keyOf(entry))) continue;
      if (entry.keyKind.case === 'mapKey') entry.keyKind.value = this.link(entry.keyKind.value, variables);
      entry.value = this.link(entry.value!, variables);
    }
    if (!isOptional.includes(true)) return expr;
    return callOf(MAP_OF_OPTIONALS, [listOf(...entries.flatMap((entry, index) => {
      const key = keyOf(entry);
      if (key === undefined || isMark(key)) return [];
      return [listOf(key, isOptional[index] ? entry.value! : listOf(entry.value!))];
    }))]);
  }
}

function unknownFunction(name: string): Error {
  return new Error(`it calls \`${name}\`, which Kubernetes does not have`);
}

const LOOPS: Readonly<Record<EntryMacro['kind'], string>> = {
  all: 'all', exists: 'exists', exists_one: 'exists_one', transformList: 'map', transformMap: 'map', transformMapEntry: 'map',
};

function counted(condition: Expr): Expr {
  return callOf('_&&_', [callOf(COUNT_ITERATION, []), condition]);
}

function isMark(expr: Expr | undefined): boolean {
  return expr !== undefined && identIn(expr) === OPTIONAL_MARK;
}

function keyOf({ keyKind }: { readonly keyKind: { readonly case?: string; readonly value?: unknown } }): Expr | undefined {
  return keyKind.case === 'mapKey' ? keyKind.value as Expr : undefined;
}

/** Macros with one variable, and `has` of an optional; undefined where the call is none. */
function expandMacro({ function: name, target, args: [first, step, ...more] }: Call): Expr | undefined {
  if (name === 'has' && target === undefined && step === undefined && isChained(first)) return callOf('hasValue', [], first);
  const variable = first && identIn(first);
  if (target === undefined || variable === undefined || step === undefined || more.length > 0) return undefined;
  switch (name) {
    case 'optMap': return callOf(AS_OPTIONAL, [mapped(target, variable, step)]);
    case 'optFlatMap': return callOf(OPTIONAL_FLATTEN, [], mapped(target, variable, step));
    case 'sortBy': return callOf(SORTED_BY, [mapped(target, variable, listOf(identOf(variable), step))]);
    default: return undefined;
  }
}

/** `a.?b.c`: a field of an optional. */
function isChained(expr: Expr | undefined): boolean {
  if (expr?.exprKind.case !== 'callExpr' || expr.exprKind.value.function !== OPTIONAL_SELECT) return false;
  const chained = expr.exprKind.value.args[1].exprKind;
  return chained.case === 'constExpr' && chained.value.constantKind.value === true;
}

/** An optional is a list of at most one value, so `map` of lists serves it too. */
function mapped(range: Expr, variable: string, element: Expr): Expr {
  const { expr, comprehension, step } = templateOf(`[].map(${variable}, null)`);
  comprehension.iterRange = range;
  step.args[1] = listOf(element);
  return expr;
}
