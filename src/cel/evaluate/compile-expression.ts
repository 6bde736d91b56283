import { binaryOperation } from './binary-operation';
import { refillBudget } from './budget';
import type { Code, Evaluate, EvaluationMode, Frame } from './code';
import { missingArgument } from './functions/function-compiler';
import { functionTable, qualifiedFunction } from './functions/function-table';
import { impureFunctions } from './functions/special';
import { valueMethods } from './functions/value-methods';
import { LAZY_FUNCTIONS } from './lazy-functions';
import { logicalOperation } from './logical-operation';
import { elementsOf, LOOPS } from './macro-loops';
import { code, constant, folded } from './make-code';
import { needBool } from './need-bool';
import { elementAt, hasField, negated, noSuchKey, stored, toKey } from './operators';
import { fieldOf, firstHeader, leafOf, rawToken, RecordCode } from './record-fields';
import type { Activation } from '../activation/activation';
import { recordRoots, recordValue } from '../activation/record-shape';
import { valueRoots } from '../activation/value-roots';
import type {
  CelAst, CelBinary, CelCall, CelHas, CelIndex, CelListLiteral, CelLogical, CelMacro, CelMapLiteral, CelMethodCall, CelSelect, CelUnary,
} from '../ast';
import { parseExpression } from '../syntax/parse-expression';
import { printExpression } from '../syntax/print-expression';
import { CelError, CelMap, CelType, CelUint, CelValue, typeName } from '../values';

/** What an evaluation came to. */
export type CelResult = { readonly ok: true; readonly value: CelValue } | { readonly ok: false; readonly error: CelError };

export interface CompiledExpression {
  /** As it was given; printed, where a tree was given. */
  readonly source: string;
  readonly ast: CelAst;
  /** Never throws, and always ends: what would take too long is the error `BudgetExceeded`. */
  evaluate(activation: Activation): CelResult;
  /** Whether a rule with this expression matches: only the boolean `true` does, and an error does not (agentgateway 1.4 `eval_bool`). */
  matches(activation: Activation): boolean;
}

/**
 * Makes an expression ready to be evaluated many times. Constant parts are computed once.
 *
 * @throws CelSyntaxError where agentgateway would not load the text
 */
export function compileExpression(source: string | CelAst, { mode }: { readonly mode: EvaluationMode }): CompiledExpression {
  const ast = typeof source === 'string' ? parseExpression(source) : source;
  const compiler = new Compiler(mode);
  const { run } = compiler.compile(ast, TOP);
  const { slots } = compiler;
  const frameOf = (activation: Activation): Frame => ({ activation, locals: slots === 0 ? NO_LOCALS : new Array<CelValue>(slots) });

  return {
    source: typeof source === 'string' ? source : printExpression(source),
    ast,
    evaluate: (activation) => {
      refillBudget();
      try {
        return { ok: true, value: run(frameOf(activation)) };
      } catch (error) {
        return { ok: false, error: celErrorOf(error) };
      }
    },
    matches: (activation) => {
      refillBudget();
      try {
        return run(frameOf(activation)) === true;
      } catch (error) {
        celErrorOf(error);
        return false;
      }
    },
  };
}

/** @throws what is a mistake in this engine, and not in an expression */
function celErrorOf(error: unknown): CelError {
  if (error instanceof CelError) return error;
  // a text longer than JavaScript can hold
  if (error instanceof RangeError) return new CelError('BudgetExceeded', 'a value is too large');
  throw error;
}

/** The names that macros have bound where a part of the expression stands. */
interface Scope {
  readonly slots: ReadonlyMap<string, number>;
  /** How many names are bound around it, also those that another of the same name hides. */
  readonly depth: number;
}

const TOP: Scope = { slots: new Map(), depth: 0 };

/** Size of a part that makes a map of a whole root. */
const RECORD_SIZE = 20;

const NO_LOCALS: CelValue[] = [];

const TYPE_NAMES = ['bool', 'int', 'uint', 'string', 'bytes', 'list', 'map', 'null_type', 'timestamp', 'duration', 'type'];

/** `float` is the name of the type that shows itself as `double`. */
const TYPES: ReadonlyMap<string, CelType> = new Map([
  ...TYPE_NAMES.map((name): [string, CelType] => [name, new CelType(name)]), ['float', new CelType('double')],
]);

class Compiler {
  /** How many names are bound at once, at most. */
  slots = 0;

  constructor(private readonly mode: EvaluationMode) {}

  compile(ast: CelAst, scope: Scope): Code {
    switch (ast.kind) {
      case 'literal':
        return constant(ast.type === 'uint' ? new CelUint(ast.value) : ast.value, true);
      case 'identifier':
        return { run: this.identifier(ast.name, scope), size: recordRoots.has(ast.name) ? RECORD_SIZE : 1 };
      case 'select':
        return this.select(ast, scope);
      case 'has':
        return this.has(ast, scope);
      case 'index':
        return this.index(ast, scope);
      case 'call':
        return this.call(ast, scope);
      case 'methodCall':
        return this.methodCall(ast, scope);
      case 'macro':
        return this.macro(ast, scope);
      case 'unary':
        return this.unary(ast, scope);
      case 'binary':
        return this.binary(ast, scope);
      case 'logical':
        return this.logical(ast, scope);
      case 'conditional': {
        const [condition, then, otherwise] = this.all([ast.condition, ast.then, ast.otherwise], scope);
        return folded((frame) => (needBool(condition.run(frame)) ? then : otherwise).run(frame), [condition, then, otherwise]);
      }
      case 'list':
        return this.list(ast, scope);
      case 'map':
        return this.map(ast, scope);
    }
  }

  private all(asts: readonly CelAst[], scope: Scope): Code[] {
    return asts.map((ast) => this.compile(ast, scope));
  }

  private identifier(name: string, scope: Scope): Evaluate {
    const slot = scope.slots.get(name);
    if (slot !== undefined) return (frame) => frame.locals[slot];
    const record = recordRoots.get(name);
    if (record) return (frame) => recordValue(record.shape, record.read(frame.activation));
    const root = valueRoots.get(name);
    if (root) return root;
    const type = TYPES.get(name);
    if (type) return () => type;
    return () => { throw undeclared(name); };
  }

  /** The record that a path like `mcp.tool` names. */
  private record(ast: CelAst, scope: Scope): RecordCode | undefined {
    if (ast.kind === 'identifier') {
      const root = scope.slots.has(ast.name) ? undefined : recordRoots.get(ast.name);
      return root && { read: (frame) => root.read(frame.activation), shape: root.shape };
    }
    if (ast.kind !== 'select') return undefined;
    const outer = this.record(ast.operand, scope);
    const inner = outer?.shape.records.get(ast.field);
    if (!outer || !inner) return undefined;
    const { field } = ast;
    return {
      read: (frame) => {
        const record = outer.read(frame);
        const value = record === null || record === undefined ? undefined : inner.read(record);
        if (value === undefined) throw noSuchKey(field);
        return value;
      },
      shape: inner.shape,
    };
  }

  private select(ast: CelSelect, scope: Scope): Code {
    const { field } = ast;
    const whole = this.record(ast, scope);
    if (whole) return code((frame) => recordValue(whole.shape, whole.read(frame)), []);
    const record = this.record(ast.operand, scope);
    if (record) return code(leafOf(record, field), []);
    if (field === 'rawToken' && isRoot(ast.operand, 'jwt', scope)) return code(rawToken, []);

    // agentgateway reads only the one member, which does not mind text behind the object
    const isJson = ast.operand.kind === 'call' && ast.operand.name === 'json' && ast.operand.args.length === 1;
    if (isJson) return this.jsonField(ast.operand as CelCall, field, scope);
    const operand = this.compile(ast.operand, scope);
    return folded(fieldOf(operand.run, field), [operand]);
  }

  private jsonField(json: CelCall, field: string, scope: Scope): Code {
    const args = [this.compile(json.args[0], scope), constant(field)];
    return folded(functionTable.get('jsonField')!({ name: 'json', args, mode: this.mode }), args);
  }

  private has(ast: CelHas, scope: Scope): Code {
    const { field } = ast;
    const record = this.record(ast.operand, scope);
    if (record) {
      const read = record.shape.leaves.get(field) ?? record.shape.records.get(field)?.read;
      return code((frame) => {
        const value = record.read(frame);
        return value !== null && value !== undefined && read?.(value) !== undefined;
      }, []);
    }
    const operand = this.compile(ast.operand, scope);
    return folded((frame) => hasField(operand.run(frame), field), [operand]);
  }

  private index(ast: CelIndex, scope: Scope): Code {
    const header = this.headerName(ast, scope);
    if (header) return code(firstHeader(header), []);
    const operand = this.compile(ast.operand, scope);
    const index = this.compile(ast.index, scope);
    return folded((frame) => elementAt(operand.run(frame), index.run(frame)), [operand, index]);
  }

  /** Of `request.headers["literal"]` outside macros, which agentgateway reads in a way of its own. */
  private headerName({ operand, index }: CelIndex, scope: Scope): string | undefined {
    const isHeaders = operand.kind === 'select' && operand.field === 'headers' && isRoot(operand.operand, 'request', scope);
    return isHeaders && scope === TOP && index.kind === 'literal' && index.type === 'string' ? index.value.toLowerCase() : undefined;
  }

  private call(ast: CelCall, scope: Scope): Code {
    const { name } = ast;
    if (LAZY_FUNCTIONS.has(name)) {
      return code(() => { throw new CelError('MissingArgumentOrTarget', `\`${name}\` is a method`); }, []);
    }
    const compiler = functionTable.get(name);
    if (!compiler) return code(() => { throw undeclared(name); }, []);
    const args = this.all(ast.args, scope);
    const run = compiler({ name, args, mode: this.mode });
    return impureFunctions.has(name) ? code(run, args) : folded(run, args);
  }

  private methodCall(ast: CelMethodCall, scope: Scope): Code {
    const { name } = ast;
    if (ast.receiver.kind === 'identifier' && !scope.slots.has(ast.receiver.name)) {
      const qualified = qualifiedFunction(ast.receiver.name, name);
      if (qualified) {
        const args = this.all(ast.args, scope);
        return folded(qualified({ name, args, mode: this.mode }), args);
      }
    }
    const receiver = this.compile(ast.receiver, scope);
    if (LAZY_FUNCTIONS.has(name)) return this.lazyFunction(ast, receiver, scope);

    const args = this.all(ast.args, scope);
    const parts = [receiver, ...args];
    const run = functionTable.get(name)?.({ name, receiver, args, mode: this.mode });
    const methods = valueMethods(name);
    if (methods.length > 0) return folded(this.valueMethod(ast, receiver, args, methods), parts);
    if (run) return impureFunctions.has(name) ? code(run, parts) : folded(run, parts);
    return code((frame) => {
      receiver.run(frame);
      throw undeclared(name);
    }, parts);
  }

  /** A method of certain kinds of values; for others the function of the same name, if there is one. */
  private valueMethod({ name }: CelMethodCall, receiver: Code, args: readonly Code[], methods: ReturnType<typeof valueMethods>): Evaluate {
    const general = functionTable.get(name);
    return (frame) => {
      const value = receiver.run(frame);
      for (const [kind, method] of methods) {
        if (!(value instanceof kind)) continue;
        if (args.length < method.arity) return missingArgument(method.arity, args.length);
        return method.run(value, args.slice(0, method.arity).map((argument) => argument.run(frame)), name);
      }
      if (!general) throw undeclared(name);
      return general({ name, receiver: constant(value), args, mode: this.mode })(frame);
    };
  }

  /** `with`, `mapValues` and `filterKeys` take a name and an expression, and say so only when they run. */
  private lazyFunction({ name, args }: CelMethodCall, receiver: Code, scope: Scope): Code {
    const [variable, expression] = args;
    if (!variable || !expression || variable.kind !== 'identifier') {
      return code((frame) => {
        receiver.run(frame);
        if (!variable) return missingArgument(1, 0);
        if (variable.kind === 'identifier') return missingArgument(2, 1);
        throw new CelError('UnexpectedType', `\`${name}\` needs a plain name first`);
      }, [receiver]);
    }
    const slot = scope.depth;
    const body = this.compile(expression, this.bind(variable.name, scope));
    const run = LAZY_FUNCTIONS.get(name)!(body, slot);
    return code((frame) => run(receiver.run(frame), frame), [receiver, body]);
  }

  private bind(name: string, { slots, depth }: Scope): Scope {
    this.slots = Math.max(this.slots, depth + 1);
    return { slots: new Map(slots).set(name, depth), depth: depth + 1 };
  }

  private macro(ast: CelMacro, scope: Scope): Code {
    const receiver = this.compile(ast.receiver, scope);
    const slot = scope.depth;
    const inner = this.bind(ast.variable, scope);
    const body = this.compile(ast.body, inner);
    const filter = ast.filter && this.compile(ast.filter, inner);
    const size = body.size + (filter?.size ?? 0);
    const loop = LOOPS[ast.macro];
    const run = { slot, size, body: body.run, filter: filter?.run };
    return code((frame) => loop(elementsOf(receiver.run(frame)), frame, run), [receiver, body, ...(filter ? [filter] : [])]);
  }

  private unary(ast: CelUnary, scope: Scope): Code {
    const operand = this.compile(ast.operand, scope);
    const run: Evaluate = ast.operator === '!' ? (frame) => !needBool(operand.run(frame)) : (frame) => negated(operand.run(frame));
    return folded(run, [operand]);
  }

  private binary(ast: CelBinary, scope: Scope): Code {
    const left = this.compile(ast.left, scope);
    const right = this.compile(ast.right, scope);
    return folded(binaryOperation(ast.operator, left, right), [left, right]);
  }

  private logical(ast: CelLogical, scope: Scope): Code {
    const operands = this.all(ast.operands, scope);
    return folded(logicalOperation(ast.operator === '||', operands), operands);
  }

  private list(ast: CelListLiteral, scope: Scope): Code {
    const elements = this.all(ast.elements, scope);
    return folded((frame) => elements.map((element) => element.run(frame)), elements);
  }

  private map(ast: CelMapLiteral, scope: Scope): Code {
    const entries = ast.entries.map(({ key, value }) => [this.compile(key, scope), this.compile(value, scope)] as const);
    return folded((frame) => {
      const map = new CelMap();
      for (const [key, value] of entries) {
        const name = key.run(frame);
        map.set(toKey(name) ?? unusableKey(name), stored(value.run(frame)));
      }
      return map;
    }, entries.flat());
  }
}

function undeclared(name: string): CelError {
  return new CelError('UndeclaredReference', `\`${name}\` is not declared`);
}

function unusableKey(value: CelValue): never {
  throw new CelError('UnsupportedKeyType', `${typeName(value)} cannot be a key`);
}

function isRoot(ast: CelAst, name: string, scope: Scope): boolean {
  return ast.kind === 'identifier' && ast.name === name && !scope.slots.has(name);
}
