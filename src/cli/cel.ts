import { readFileSync } from 'node:fs';
import {
  Activation, activationFromJson, CelFinding, CelMap, CelPlace, celPlaces, CelSyntaxError, CelValue, checkExpression, compileExpression, encodeValue,
  jsonOf, parseJson, TargetVersion, targetVersions, TypedValue,
} from '../cel';
import { UsageError } from './usage-error';

export interface CelArgs {
  /** One expression; either this or `batch`. */
  readonly expr?: string;
  readonly place: string;
  /** File with the variables, in JSON; of the batch lines that have none. */
  readonly context?: string;
  /** File with one JSON object `{ id, expr, context }` a line. */
  readonly batch?: string;
  /** `text` or `json`; a batch is always answered in JSON. */
  readonly format: string;
  readonly targetVersion: string;
}

/** What became of one expression. */
interface Outcome {
  readonly expected?: TypedValue;
  readonly error?: { readonly stage: 'load' | 'eval'; readonly kind: string; readonly message: string; readonly at?: readonly [line: number, column: number] };
  /** Whether a rule with this expression matches. */
  readonly allow: boolean;
  readonly findings: readonly CelFinding[];
}

interface Setting {
  readonly place: CelPlace;
  readonly targetVersion: TargetVersion;
}

/**
 * `cel EXPR` and `cel --batch FILE`: what is wrong with an expression, what it yields, and what a rule makes of it.
 *
 * @returns 1 where a single expression has a finding that is an error, else 0: in a batch errors are answers
 * @throws UsageError where arguments or files are not what they must be; nothing was written then
 */
export function celCommand(args: CelArgs, io: { stdout(text: string): void; stderr(text: string): void }): number {
  const setting = settingOf(args);
  const activation = args.context === undefined ? {} : activationOf(readJson(args.context), `\`${args.context}\``);
  if ((args.expr === undefined) === (args.batch === undefined)) {
    throw new UsageError('there must be an expression or a batch', 'write `cel \'jwt.sub == "alice"\'` or `cel --batch cases.jsonl`');
  }
  if (args.batch !== undefined) {
    for (const { id, expr, context } of readBatch(args.batch)) {
      const answer = JSON.stringify(outcomeOf(expr, context ?? activation, setting));
      io.stdout(id === undefined ? `${answer}\n` : `{"id":${id},${answer.slice(1)}\n`);
    }
    return 0;
  }
  const expr = args.expr!;
  const outcome = outcomeOf(expr, activation, setting);
  io.stdout(args.format === 'json' ? `${JSON.stringify(outcome)}\n` : textOf(expr, outcome));
  return outcome.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function settingOf({ place, targetVersion, format }: CelArgs): Setting {
  oneOf(format, ['text', 'json'], 'format');
  return { place: oneOf(place, celPlaces, 'place'), targetVersion: oneOf(targetVersion, targetVersions, 'target version') };
}

function oneOf<T extends string>(value: string, allowed: readonly T[], what: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new UsageError(`\`${value}\` is no ${what}`, `write one of ${allowed.join(', ')}`);
  }
  return found;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`, 'name a file that exists and is readable');
  }
}

function readJson(path: string): CelValue {
  return jsonFrom(read(path), `\`${path}\``);
}

function jsonFrom(text: string, where: string): CelValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UsageError(`${where} is no JSON: ${error.message}`, 'write one JSON object');
    }
    throw error;
  }
}

function activationOf(json: CelValue, where: string): Activation {
  try {
    return activationFromJson(json);
  } catch (error) {
    if (error instanceof TypeError) {
      throw new UsageError(`${where}: ${error.message}`, 'write the variables by name, as `{"jwt": {"sub": "alice"}}`');
    }
    throw error;
  }
}

interface Case {
  /** As JSON text. */
  readonly id?: string;
  readonly expr: string;
  readonly context?: Activation;
}

/** All lines are read before the first is answered. */
function readBatch(path: string): readonly Case[] {
  return read(path).split('\n').flatMap((line, index) => {
    if (line.trim() === '') {
      return [];
    }
    const where = `line ${index + 1} of \`${path}\``;
    const json = jsonFrom(line, where);
    const expr = json instanceof CelMap ? json.get('expr') : undefined;
    if (!(json instanceof CelMap) || typeof expr !== 'string') {
      throw new UsageError(`${where} has no \`expr\``, 'write one object a line, as `{"id": "1", "expr": "1 + 1", "context": {}}`');
    }
    const id = json.get('id');
    const context = json.get('context');
    return [{
      id: id === undefined ? undefined : jsonOf(id),
      expr,
      context: context === undefined || context === null ? undefined : activationOf(context, where),
    }];
  });
}

function outcomeOf(expr: string, activation: Activation, setting: Setting): Outcome {
  const findings = checkExpression(expr, setting);
  try {
    const result = compileExpression(expr, { mode: 'faithful' }).evaluate(activation);
    return result.ok
      ? { expected: encodeValue(result.value), allow: result.value === true, findings }
      : { error: { stage: 'eval', kind: result.error.kind, message: result.error.message }, allow: false, findings };
  } catch (error) {
    if (error instanceof CelSyntaxError) {
      const { message, line, column } = error;
      return { error: { stage: 'load', kind: 'SyntaxError', message, at: [line, column] }, allow: false, findings };
    }
    throw error;
  }
}

function textOf(expr: string, { expected, error, allow, findings }: Outcome): string {
  return [
    expected ? `${expected.t}: ${JSON.stringify(expected.v)}` : `${error!.stage === 'load' ? 'syntax error' : error!.kind}: ${error!.message}`,
    `a rule with it ${allow ? 'matches' : 'does not match'}`,
    ...findings.map((finding) => `\n${findingText(expr, finding)}`),
    '',
  ].join('\n');
}

/** The finding with the line of the expression it is about, the part underlined. */
function findingText(expr: string, { code, severity, security, range, message, help, replacement }: CelFinding): string {
  const lineStart = expr.lastIndexOf('\n', range[0] - 1) + 1;
  const lineEnd = expr.indexOf('\n', range[0]);
  const line = expr.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const length = Math.max(1, Math.min(range[1], lineStart + line.length) - range[0]);
  return [
    `${severity}[${code}]${security ? ' security' : ''}: ${message}`,
    `  ${line}`,
    `  ${' '.repeat(range[0] - lineStart)}${'^'.repeat(length)}`,
    `  help: ${help}`,
    ...(replacement === undefined ? [] : [`  corrected: ${replacement}`]),
  ].join('\n');
}
