import { celError, parse, plan, type CelInput, type CelResult } from '@bufbuild/cel';
import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { desugarOptionals } from './desugar-optionals';
import { COUNT_ITERATION, environment } from './environment';
import { OPTIONAL_FLATTEN } from './functions/optionals';
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
  const { expr } = parse(desugarOptionals(source));
  if (expr === undefined) throw new Error('it is empty');
  const linker = new Linker();
  const evaluate = plan(environment, linker.link(expr, new Set(['self', 'oldSelf'])));
  return {
    usesOldSelf: linker.usesOldSelf,
    run: (variables) => {
      const result = evaluate(variables);
      return iterations.isSpent ? celError('validation failed due to running out of cost budget, no further validation rules will be run') : result;
    },
  };
}

/** Expands the macros of optionals, puts a count into every loop, and checks every name. */
class Linker {
  usesOldSelf = false;

  link(expr: Expr, variables: ReadonlySet<string>): Expr {
    const { exprKind: { case: kind, value } } = expr;
    switch (kind) {
      case 'identExpr':
        if (value.name === 'oldSelf') this.usesOldSelf = true;
        if (!variables.has(value.name) && !TYPES.has(value.name)) throw new Error(`it names \`${value.name}\`, which is no variable`);
        break;
      case 'selectExpr':
        value.operand = this.link(value.operand!, variables);
        break;
      case 'listExpr':
        value.elements = value.elements.map((element) => this.link(element, variables));
        break;
      case 'structExpr':
        for (const entry of value.entries) {
          if (entry.keyKind.case === 'mapKey') entry.keyKind.value = this.link(entry.keyKind.value, variables);
          entry.value = this.link(entry.value!, variables);
        }
        break;
      case 'callExpr':
        return this.linkCall(expr, variables);
      case 'comprehensionExpr': {
        const inner = new Set([...variables, value.iterVar, value.accuVar]);
        value.iterRange = this.link(value.iterRange!, variables);
        value.accuInit = this.link(value.accuInit!, variables);
        value.loopCondition = counted(this.link(value.loopCondition!, inner));
        value.loopStep = this.link(value.loopStep!, inner);
        value.result = this.link(value.result!, inner);
      }
    }
    return expr;
  }

  private linkCall(expr: Expr, variables: ReadonlySet<string>): Expr {
    const call = expr.exprKind.value as Extract<Expr['exprKind'], { case: 'callExpr' }>['value'];
    const [variable, step] = call.args;
    if ((call.function === 'optMap' || call.function === 'optFlatMap') && call.target && step && variable.exprKind.case === 'identExpr') {
      const mapped = mapOptional(call.target, variable.exprKind.value.name, step);
      return this.link(call.function === 'optMap' ? mapped : callOf(OPTIONAL_FLATTEN, [], mapped), variables);
    }
    const name = call.target && nameOf(call.target);
    const isNamespaced = name !== undefined && environment.funcs.find(`${name}.${call.function}`) !== undefined;
    if (!isNamespaced && !OPERATORS.has(call.function) && environment.funcs.find(call.function) === undefined) {
      throw new Error(`it calls \`${call.function}\`, which Kubernetes does not have`);
    }
    if (call.target && !isNamespaced) call.target = this.link(call.target, variables);
    call.args = call.args.map((argument) => this.link(argument, variables));
    return expr;
  }
}

function counted(condition: Expr): Expr {
  return callOf('_&&_', [callOf(COUNT_ITERATION, []), condition]);
}

/** An optional is a list of at most one value, so `optMap` is what `map` is for lists. */
function mapOptional(optional: Expr, variable: string, step: Expr): Expr {
  const { expr } = parse(`[].map(${variable}, null)`);
  const map = expr!.exprKind.value as Extract<Expr['exprKind'], { case: 'comprehensionExpr' }>['value'];
  map.iterRange = optional;
  map.loopStep = callOf('_+_', [(map.loopStep!.exprKind.value as { args: Expr[] }).args[0], listOf(step)]);
  return expr!;
}

function callOf(name: string, args: Expr[], target?: Expr): Expr {
  return { $typeName: 'cel.expr.Expr', id: 0n, exprKind: { case: 'callExpr', value: { $typeName: 'cel.expr.Expr.Call', function: name, args, target } } };
}

function listOf(element: Expr): Expr {
  const list = { $typeName: 'cel.expr.Expr.CreateList' as const, elements: [element], optionalIndices: [] };
  return { $typeName: 'cel.expr.Expr', id: 0n, exprKind: { case: 'listExpr', value: list } };
}

function nameOf({ exprKind }: Expr): string | undefined {
  if (exprKind.case === 'identExpr') return exprKind.value.name;
  if (exprKind.case !== 'selectExpr' || exprKind.value.testOnly) return undefined;
  const parent = nameOf(exprKind.value.operand!);
  return parent === undefined ? undefined : `${parent}.${exprKind.value.field}`;
}
