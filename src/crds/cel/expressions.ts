import { parse } from '@bufbuild/cel';
import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';

export type Call = Extract<Expr['exprKind'], { case: 'callExpr' }>['value'];
export type Comprehension = Extract<Expr['exprKind'], { case: 'comprehensionExpr' }>['value'];

export function callOf(name: string, args: Expr[], target?: Expr): Expr {
  return { $typeName: 'cel.expr.Expr', id: 0n, exprKind: { case: 'callExpr', value: { $typeName: 'cel.expr.Expr.Call', function: name, args, target } } };
}

export function listOf(...elements: Expr[]): Expr {
  const list = { $typeName: 'cel.expr.Expr.CreateList' as const, elements, optionalIndices: [] };
  return { $typeName: 'cel.expr.Expr', id: 0n, exprKind: { case: 'listExpr', value: list } };
}

export function identOf(name: string): Expr {
  return { $typeName: 'cel.expr.Expr', id: 0n, exprKind: { case: 'identExpr', value: { $typeName: 'cel.expr.Expr.Ident', name } } };
}

/** The expansion of a macro that the parser knows, with its parts to be replaced: `[].map(x, null)`. */
export function templateOf(macro: string): { readonly expr: Expr; readonly comprehension: Comprehension; readonly step: Call } {
  const expr = parse(macro).expr!;
  const comprehension = expr.exprKind.value as Comprehension;
  return { expr, comprehension, step: comprehension.loopStep!.exprKind.value as Call };
}

/** The name of a variable; undefined for any other expression. */
export function identIn({ exprKind }: Expr): string | undefined {
  return exprKind.case === 'identExpr' ? exprKind.value.name : undefined;
}

/** A name with dots: `net.IP`; undefined for any other expression. */
export function nameOf({ exprKind }: Expr): string | undefined {
  if (exprKind.case === 'identExpr') return exprKind.value.name;
  if (exprKind.case !== 'selectExpr' || exprKind.value.testOnly) return undefined;
  const parent = nameOf(exprKind.value.operand!);
  return parent === undefined ? undefined : `${parent}.${exprKind.value.field}`;
}
