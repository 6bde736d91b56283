export type * from './ast';
export { CelSyntaxError } from './syntax/cel-syntax-error';
export { childrenOf } from './children-of';
export { parseExpression } from './syntax/parse-expression';
export { printExpression } from './syntax/print-expression';
export { checkExpression, type CheckOptions } from './check/check-expression';
export type { CelFinding, CelFindingCode } from './check/cel-finding';
export type { RuleAction } from './check/checker';
export type { ClaimDeclarations } from './check/claim-declarations';
export { celPlaces, type CelPlace } from './environment/place';
export { targetVersions, type TargetVersion } from './environment/target-version';
export { activationFromJson } from './activation/activation-from-json';
export type {
  Activation, McpItem, McpVariables, ProxyVariables, RequestVariables, ResponseVariables, SourceVariables,
} from './activation/activation';
export type { EvaluationMode } from './evaluate/code';
export { compileRegex, type Regex } from './regex/compile-regex';
export { compileExpression, type CelResult, type CompiledExpression } from './evaluate/compile-expression';
export {
  CelCidr, CelDuration, CelError, CelHeaders, CelIp, CelMap, CelOptional, CelQuery, CelSecret, CelTimestamp, CelType, CelUint, decodeValue,
  encodeValue, jsonOf, parseJson,
  type CelErrorKind, type CelKey, type CelValue, type TypedValue,
} from './values';
export { parseType } from './environment/type-text';
