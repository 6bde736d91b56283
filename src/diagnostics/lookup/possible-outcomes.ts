import { celPath } from './cel-path';
import { oncePer } from './once-per';
import { childrenOf, type CelAst, type CelBinary, type CelHas, type CelLogical } from '../../cel';

/** What a rule can come to; `error` also stands for a result that is no bool. Neither of the last two is a match. */
export interface Outcomes {
  readonly true: boolean;
  readonly false: boolean;
  readonly error: boolean;
}

/**
 * What requests lack, as a path: `['jwt']` are those without claims, `['jwt', 'aud']` those whose token lacks that claim. A step of several names stands
 * for each of them: `[['jwt', 'apiKey']]` are those that have neither.
 */
export type Absence = readonly (string | readonly string[])[];

const ANY: Outcomes = { true: true, false: true, error: true };
const TRUE: Outcomes = { true: true, false: false, error: false };
const FALSE: Outcomes = { true: false, false: true, error: false };
const ERROR: Outcomes = { true: false, false: false, error: true };
const FALSE_OR_ERROR: Outcomes = { true: false, false: true, error: true };

/** What catches the errors of its arguments. */
const CATCHING: ReadonlySet<string> = new Set(['default', 'coalesce']);

/**
 * What an expression can come to for some request, as far as its form shows it. With `absent`, for requests that lack that part. With `issuer`, for
 * requests whose token a provider of that issuer took: no other text is its `iss`. Never too little: an outcome that is not named is impossible.
 */
export function possibleOutcomes(node: CelAst, absent: Absence = [], issuer?: string): Outcomes {
  switch (node.kind) {
    case 'literal': return node.type !== 'bool' ? ERROR : node.value ? TRUE : FALSE;
    case 'has': return outcomesOfHas(node, absent);
    case 'unary': {
      const { true: positive, false: negative, error } = possibleOutcomes(node.operand, absent, issuer);
      return node.operator === '!' ? { true: negative, false: positive, error } : ANY;
    }
    case 'logical': return outcomesOfLogical(node, node.operands.map((operand) => possibleOutcomes(operand, absent, issuer)));
    case 'conditional': {
      if (fails(node.condition, absent)) {
        return ERROR;
      }
      const condition = possibleOutcomes(node.condition, absent, issuer);
      return union(
        condition.error && ERROR,
        condition.true && possibleOutcomes(node.then, absent, issuer),
        condition.false && possibleOutcomes(node.otherwise, absent, issuer),
      );
    }
    case 'binary': return fails(node, absent) ? ERROR : outcomesOfBinary(node, absent, issuer);
    default: return fails(node, absent) ? ERROR : ANY;
  }
}

/** Whether an expression is true for every request. */
export const isTrueForAll = oncePer((node: CelAst): boolean => isCertain(possibleOutcomes(node)));

/** Whether true is the only thing that it can come to. */
export function isCertain(outcomes: Outcomes): boolean {
  return outcomes.true && !outcomes.false && !outcomes.error;
}

/** Whether an expression is certainly not true for those whom it does not name: whose claims, whatever they are, equal no text in it. */
export const isFalseForStrangers = oncePer((node: CelAst): boolean => ofStrangers(node) === false);

/** What a condition comes to for them, as far as its form shows it. */
function ofStrangers(node: CelAst): boolean | undefined {
  switch (node.kind) {
    case 'literal': return node.type === 'bool' ? node.value : false;
    case 'has': return true;
    case 'unary': {
      const operand = node.operator === '!' ? ofStrangers(node.operand) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case 'logical': {
      const decisive = node.operator === '||';
      const operands = node.operands.map(ofStrangers);
      return operands.includes(decisive) ? decisive : operands.includes(undefined) ? undefined : !decisive;
    }
    case 'binary': {
      const isComparison = [node.left, node.right].some((side) => side.kind === 'literal' || side.kind === 'list');
      return !isComparison ? undefined : node.operator === '==' || node.operator === 'in' ? false : node.operator === '!=' ? true : undefined;
    }
    case 'methodCall': return TEXT_TESTS.has(node.name) && node.args.every(({ kind }) => kind === 'literal') ? false : undefined;
    case 'macro': return node.macro === 'exists' && ofStrangers(node.body) === false ? false : undefined;
    default: return undefined;
  }
}

/** Methods that look for a text. */
const TEXT_TESTS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains', 'matches']);

function outcomesOfHas(node: CelHas, absent: Absence): Outcomes {
  const length = extended(lengthBelow(node.operand, absent), node.field, absent);
  if (length < absent.length || absent.length === 0) {
    return ANY;
  }
  // `has()` is false for a field of null and for a missing field; deeper down it can fail on the way
  return length === Math.max(absent.length, 2) ? FALSE : FALSE_OR_ERROR;
}

function outcomesOfLogical({ operator }: CelLogical, operands: readonly Outcomes[]): Outcomes {
  // of `||` one true decides, of `&&` one false; the other side may fail then
  const isOr = operator === '||';
  let [canDecide, canPass, mustDecide, canFail] = [false, true, false, false];
  for (const { true: positive, false: negative, error } of operands) {
    const [decides, passes] = isOr ? [positive, negative] : [negative, positive];
    canDecide ||= decides;
    canPass &&= passes;
    mustDecide ||= decides && !passes && !error;
    canFail ||= error;
  }
  return { true: isOr ? canDecide : canPass, false: isOr ? canPass : canDecide, error: canFail && !mustDecide };
}

function outcomesOfBinary({ operator, left, right }: CelBinary, absent: Absence, issuer: string | undefined): Outcomes {
  if (operator !== '==' && operator !== '!=') {
    return ANY;
  }
  if (issuer !== undefined && (namesOtherIssuer(left, right, issuer) || namesOtherIssuer(right, left, issuer))) {
    return { true: operator === '!=', false: operator === '==', error: true };
  }
  const equal = equality(left, right, absent) ?? equality(right, left, absent);
  return equal === undefined ? ANY : equal === (operator === '==') ? TRUE : FALSE;
}

/** Whether `iss` is compared with a text that is not its issuer. */
function namesOtherIssuer(claim: CelAst, text: CelAst, issuer: string): boolean {
  return text.kind === 'literal' && text.type === 'string' && text.value !== issuer && celPath(claim)?.join('.') === 'jwt.iss';
}

/** Whether two operands are certainly equal, or certainly not. */
function equality(one: CelAst, other: CelAst, absent: Absence): boolean | undefined {
  if (other.kind !== 'literal') {
    return undefined;
  }
  if (one.kind === 'literal' && one.type === other.type && one.type !== 'bytes') {
    return one.value === other.value;
  }
  // a variable that lacks a field is there itself
  return one.kind === 'identifier' && other.type === 'null' && isStep(absent[0], one.name) ? absent.length === 1 : undefined;
}

/** Whether an expression certainly fails for requests that lack a part. */
function fails(node: CelAst, absent: Absence): boolean {
  if (absent.length === 0) {
    return false;
  }
  switch (node.kind) {
    case 'select':
    case 'index': {
      const length = lengthBelow(node, absent);
      return (length > 1 && length >= absent.length) || childrenOf(node).some((child) => fails(child, absent));
    }
    case 'has':
    case 'logical': return false;
    case 'macro': return !isStep(absent[0], node.variable) && fails(node.receiver, absent);
    case 'conditional': return fails(node.condition, absent) || (fails(node.then, absent) && fails(node.otherwise, absent));
    case 'call': return !CATCHING.has(node.name) && node.args.some((arg) => fails(arg, absent));
    case 'methodCall': return !CATCHING.has(node.name) && fails(node.receiver, absent);
    default: return childrenOf(node).some((child) => fails(child, absent));
  }
}

function isStep(step: Absence[number] | undefined, name: string): boolean {
  return typeof step === 'object' ? step.includes(name) : step === name;
}

/**
 * How many names lead to what a part reads, where they are those of `start` as far as both go; 0 where they are others, or not all written out.
 * The part reads `start`, or something below it, where there are as many names.
 */
function lengthBelow(node: CelAst, start: Absence): number {
  switch (node.kind) {
    case 'identifier': return isStep(start[0], node.name) ? 1 : 0;
    case 'select': return extended(lengthBelow(node.operand, start), node.field, start);
    case 'index': return node.index.kind === 'literal' && node.index.type === 'string' ? extended(lengthBelow(node.operand, start), node.index.value, start) : 0;
    default: return 0;
  }
}

function extended(length: number, name: string, start: Absence): number {
  return length > 0 && (length >= start.length || isStep(start[length], name)) ? length + 1 : 0;
}

function union(...all: readonly (Outcomes | false)[]): Outcomes {
  const some = all.filter((one) => one !== false);
  return { true: some.some((one) => one.true), false: some.some((one) => one.false), error: some.some((one) => one.error) };
}
