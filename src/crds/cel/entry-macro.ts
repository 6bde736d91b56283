import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { Call, identIn } from './expressions';

/** A macro with two variables, for the index or key and for the value. */
export interface EntryMacro {
  readonly kind: 'all' | 'exists' | 'exists_one' | 'transformList' | 'transformMap' | 'transformMapEntry';
  readonly range: Expr;
  readonly variables: readonly [key: string, value: string];
  /** Entries that it does not hold for are left out. */
  readonly filter?: Expr;
  readonly step: Expr;
}

/**
 * Reads a call as a macro with two variables, which the parser does not know; undefined where it is none.
 *
 * @throws Error where its two variables are one
 */
export function readEntryMacro({ target, function: name, args }: Call): EntryMacro | undefined {
  const kind = KINDS.get(name);
  const [key, value] = args.slice(0, 2).map(identIn);
  const isTransform = name.startsWith('transform');
  if (kind === undefined || target === undefined || key === undefined || value === undefined) return undefined;
  if (args.length !== 3 && !(isTransform && args.length === 4)) return undefined;
  if (key === value) throw new Error(`it gives the name \`${key}\` to two variables of one macro`);
  return { kind, range: target, variables: [key, value], step: args.at(-1)!, ...(args.length === 4 && { filter: args[2] }) };
}

const KINDS: ReadonlyMap<string, EntryMacro['kind']> = new Map([
  ['all', 'all'], ['exists', 'exists'], ['exists_one', 'exists_one'], ['existsOne', 'exists_one'],
  ['transformList', 'transformList'], ['transformMap', 'transformMap'], ['transformMapEntry', 'transformMapEntry'],
]);
