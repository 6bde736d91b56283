export type * from './ast';
export { CelSyntaxError } from './syntax/cel-syntax-error';
export { parseExpression } from './syntax/parse-expression';
export { printExpression } from './syntax/print-expression';
