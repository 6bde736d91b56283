import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import {
  CelAst, CelLiteral, CelMap, CelSyntaxError, CelType, CelUint, CelValue, compileExpression, encodeValue, parseExpression,
} from '../../../src/cel';

/** A value of the vectors, in the JSON form of `cel.expr.Value`. */
interface VectorValue {
  readonly nullValue?: null;
  readonly boolValue?: boolean;
  readonly int64Value?: string;
  readonly uint64Value?: string;
  readonly doubleValue?: number | 'NaN' | 'Infinity' | '-Infinity';
  readonly stringValue?: string;
  readonly bytesValue?: string;
  readonly typeValue?: string;
  readonly listValue?: { readonly values?: readonly VectorValue[] };
  readonly mapValue?: { readonly entries?: readonly { readonly key: VectorValue; readonly value: VectorValue }[] };
  readonly objectValue?: { readonly '@type': string; readonly 'value'?: unknown };
}

interface Vector {
  readonly name: string;
  readonly expr: string;
  readonly checkOnly?: boolean;
  readonly bindings?: Readonly<Record<string, { readonly value?: VectorValue }>>;
  readonly value?: VectorValue;
  readonly typedResult?: { readonly result?: VectorValue };
  readonly evalError?: unknown;
  readonly anyEvalErrors?: unknown;
}

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: Vector }[];
}

/** Passed and run vectors of a file. */
export interface FileCount {
  readonly file: string;
  readonly passed: number;
  readonly run: number;
}

/** Runs the official vectors; those that only check types are left out. */
export function countOfficialVectors(): readonly FileCount[] {
  return (tests as unknown as Suite).suites!.map((suite) => {
    const vectors = vectorsOf(suite).filter(({ checkOnly }) => !checkOnly);
    return { file: suite.name, passed: vectors.filter(passes).length, run: vectors.length };
  }).filter(({ run }) => run > 0);
}

function vectorsOf({ suites = [], tests: own = [] }: Suite): Vector[] {
  return [...own.map(({ original }) => original), ...suites.flatMap(vectorsOf)];
}

/** Any error will do where one is expected, as for the engine that the counts are compared with. */
export function passes(vector: Vector): boolean {
  const expectsError = vector.evalError !== undefined || vector.anyEvalErrors !== undefined;
  const value = evaluate(vector);
  if (value === undefined || expectsError) return value === undefined && expectsError;
  const expected = vector.value ?? vector.typedResult?.result ?? { boolValue: true };
  const wanted = valueOf(expected);
  return wanted !== undefined && JSON.stringify(encodeValue(value)) === JSON.stringify(encodeValue(wanted));
}

/** Undefined for an error. */
function evaluate({ expr, bindings = {} }: Vector): CelValue | undefined {
  try {
    let ast = parseExpression(expr);
    for (const [name, { value }] of Object.entries(bindings)) {
      const bound = value && astOf(value);
      if (!bound) return undefined;
      ast = bind(name, bound, ast);
    }
    const result = compileExpression(ast, { mode: 'faithful' }).evaluate({});
    return result.ok ? result.value : undefined;
  } catch (error) {
    if (error instanceof CelSyntaxError) return undefined;
    throw error;
  }
}

const RANGE = [0, 0] as const;

function bind(name: string, value: CelAst, body: CelAst): CelAst {
  const variable: CelAst = { kind: 'identifier', name, range: RANGE };
  return { kind: 'methodCall', receiver: value, name: 'with', nameRange: RANGE, args: [variable, body], range: RANGE };
}

function literal(type: CelLiteral['type'], value: unknown): CelAst {
  return { kind: 'literal', type, value, range: RANGE } as CelLiteral;
}

function call(name: string, argument: string): CelAst {
  return { kind: 'call', name, nameRange: RANGE, args: [literal('string', argument)], range: RANGE };
}

/** Undefined for messages, which this language has none of. */
function astOf(value: VectorValue): CelAst | undefined {
  if (value.listValue) {
    const elements = (value.listValue.values ?? []).map(astOf);
    return elements.every((element) => element !== undefined) ? { kind: 'list', elements, range: RANGE } : undefined;
  }
  if (value.mapValue) {
    const entries = (value.mapValue.entries ?? []).map((entry) => ({ key: astOf(entry.key), value: astOf(entry.value) }));
    return entries.some((entry) => !entry.key || !entry.value) ? undefined : { kind: 'map', entries, range: RANGE } as CelAst;
  }
  if (value.typeValue !== undefined) return { kind: 'identifier', name: value.typeValue, range: RANGE };
  const plain = valueOf(value);
  if (plain instanceof CelUint) return literal('uint', plain.value);
  if (plain instanceof Uint8Array) return literal('bytes', plain);
  if (plain === undefined) return undefined;
  if (typeof plain === 'object' && plain !== null) return call(value.objectValue!['@type'].split('.').pop()!.toLowerCase(), String(value.objectValue!.value));
  const types = { boolean: 'bool', bigint: 'int', number: 'double', string: 'string' } as const;
  return plain === null ? literal('null', null) : literal(types[typeof plain as keyof typeof types], plain);
}

function valueOf(value: VectorValue): CelValue | undefined {
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.int64Value !== undefined) return BigInt(value.int64Value);
  if (value.uint64Value !== undefined) return new CelUint(BigInt(value.uint64Value));
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.bytesValue !== undefined) return Uint8Array.from(Buffer.from(value.bytesValue, 'base64'));
  if (value.typeValue !== undefined) return new CelType(value.typeValue);
  if (value.listValue) {
    const elements = (value.listValue.values ?? []).map(valueOf);
    return elements.every((element) => element !== undefined) ? elements : undefined;
  }
  if (value.mapValue) {
    const entries = (value.mapValue.entries ?? []).map((entry) => [valueOf(entry.key), valueOf(entry.value)] as const);
    return entries.some(([key, member]) => key === undefined || member === undefined) ? undefined : CelMap.of(entries as never);
  }
  if (value.objectValue) return timeOf(value.objectValue);
  return 'nullValue' in value ? null : undefined;
}

function timeOf(message: NonNullable<VectorValue['objectValue']>): CelValue | undefined {
  const kind = /google\.protobuf\.(Timestamp|Duration)$/.exec(message['@type'])?.[1].toLowerCase();
  if (!kind) return undefined;
  const result = compileExpression(call(kind, String(message.value)), { mode: 'faithful' }).evaluate({});
  return result.ok ? result.value : undefined;
}
