import type { CelAst } from '../ast';
import { CelFinding } from './cel-finding';
import { Checker, Context, Draft, operandContext, protects, RuleAction } from './checker';
import { ClaimDeclarations, declaredClaims } from './claim-declarations';
import { noFacts } from './facts';
import { inferBinary } from './infer-binary';
import { inferCall, inferMethodCall } from './infer-call';
import { inferConditional, inferLogical, inferUnary } from './infer-logic';
import { inferMacro } from './infer-macro';
import { inferHas, inferIdentifier, inferRead } from './infer-read';
import { reportNotBool } from './report-not-bool';
import { isDead, reportResult } from './report-result';
import { environmentOf } from '../environment/environment';
import { CelPlace } from '../environment/place';
import { TargetVersion } from '../environment/target-version';
import { dyn, listOf, mapOf, never, scalar, Type, union } from '../environment/type';
import { CelSyntaxError } from '../syntax/cel-syntax-error';
import { parseExpression } from '../syntax/parse-expression';

export interface CheckOptions {
  readonly place: CelPlace;
  readonly targetVersion: TargetVersion;
  /** What the rule does when it is true; unset outside of rules. */
  readonly action?: RuleAction;
  readonly claims?: ClaimDeclarations;
  /** Functions that the gateway's own configuration defines. */
  readonly functions?: ReadonlySet<string>;
  /** The syntax tree of the expression, where the caller has it already. */
  readonly tree?: CelAst;
}

/** The longest expression that the API server takes (CRDs of agentgateway 1.4). */
const longest = 16_384;

const NO_FUNCTIONS: ReadonlySet<string> = new Set();

/** The longest message. */
const longestText = 600;

/**
 * What is wrong with an expression at its place, in the order of the text. A syntax error is a finding too (`A04`).
 *
 * Sound in one direction: an expression that is true for some request is never reported as dead.
 *
 * @throws SyntaxError where a declared claim has no type
 */
export function checkExpression(source: string, options: CheckOptions): readonly CelFinding[] {
  const checker: Checker = {
    source,
    place: options.place,
    environment: environmentOf(options.place, options.targetVersion),
    action: options.action,
    claims: declaredClaims(options.claims),
    functions: options.functions ?? NO_FUNCTIONS,
    drafts: [],
    infer: (node, context) => infer(checker, node, context),
  };
  if (source.length > longest) {
    const range = [longest, source.length] as const;
    return finish(checker, [{
      code: 'A20',
      severity: 'error',
      security: false,
      range,
      message: `the expression has ${source.length} characters, and an API server takes ${longest}`,
      help: 'split it into several rules',
    }], true);
  }
  const ast = options.tree ?? parse(checker);
  if (!ast) {
    return finish(checker, checker.drafts, true);
  }
  const root: Context = {
    facts: noFacts, variables: new Map(), polarity: true, condition: ast, inBody: false, errorsCaught: false, expectsString: false,
  };
  const type = infer(checker, ast, root);
  reportResult(checker, ast, type);
  if (options.place.endsWith('Authorization') || options.place === 'condition') {
    // what is certain was reported above
    if (type.some(({ kind }) => kind === 'bool')) {
      reportNotBool(checker, ast, type, root);
    }
  }
  return finish(checker, checker.drafts, isDead(checker, type));
}

function parse(checker: Checker): CelAst | undefined {
  try {
    return parseExpression(checker.source);
  } catch (error) {
    if (!(error instanceof CelSyntaxError)) {
      throw error;
    }
    checker.drafts.push({
      code: 'A04',
      severity: 'error',
      security: checker.action === 'Deny' && protects(checker),
      range: error.range,
      message: `syntax error at line ${error.line}, column ${error.column}: ${error.message}`,
      help: 'agentgateway replaces an expression that it cannot read by one that always fails',
    });
    return undefined;
  }
}

/** Messages quote the user's text, which can be as long as an expression. */
function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

/** What a mistake means for a deny, of which the mistake itself does not speak. */
function deadDeny(checker: Checker, cause: CelFinding): CelFinding {
  return {
    code: 'A02',
    severity: 'error',
    security: true,
    range: [0, checker.source.length],
    message: `this deny never denies: ${cause.message}`,
    help: 'correct it, or write the opposite as a Require, which refuses what it cannot evaluate',
    replacement: cause.replacement,
  };
}

function infer(checker: Checker, node: CelAst, context: Context): Type {
  switch (node.kind) {
    case 'literal': return node.type === 'bool' ? [{ kind: 'bool', value: node.value }] : scalar(node.type);
    case 'identifier': return inferIdentifier(checker, node, context);
    case 'select':
    case 'index': return inferRead(checker, node, context);
    case 'has': return inferHas(checker, node, context);
    case 'call': return inferCall(checker, node, context);
    case 'methodCall': return inferMethodCall(checker, node, context);
    case 'macro': return inferMacro(checker, node, context);
    case 'unary': return inferUnary(checker, node, context);
    case 'binary': return inferBinary(checker, node, context);
    case 'logical': return inferLogical(checker, node, context);
    case 'conditional': return inferConditional(checker, node, context);
    case 'list': {
      const elements = node.elements.map((element) => infer(checker, element, operandContext(context)));
      return elements.some((element) => element.length === 0) ? never : listOf(elements.reduce(union, never));
    }
    case 'map': {
      const parts = node.entries.flatMap(({ key, value }) => [key, value]).map((part) => infer(checker, part, operandContext(context)));
      return parts.some((part) => part.length === 0) ? never : mapOf(dyn);
    }
  }
}

/** Weighs what was found, puts corrections into the whole text, and sorts by place. */
function finish(checker: Checker, drafts: readonly Draft[], dead: boolean): readonly CelFinding[] {
  if (drafts.length === 0) {
    return [];
  }
  const findings = drafts.map(({ edit, ...draft }): CelFinding => {
    const severity = draft.severity === 'kills' ? (dead ? 'error' : 'warning') : draft.severity;
    return {
      ...draft,
      severity,
      message: shortened(draft.message),
      help: shortened(draft.help),
      // a deny that is dead protects nothing
      security: draft.security || (severity === 'error' && checker.action === 'Deny' && protects(checker)),
      ...(edit ? { replacement: checker.source.slice(0, edit.range[0]) + edit.text + checker.source.slice(edit.range[1]) } : {}),
    };
  });
  if (dead && checker.action === 'Deny' && protects(checker)) {
    const causes = findings.filter(({ severity, code }) => severity === 'error' && code !== 'A20');
    findings.push(...(causes.length > 0 ? [deadDeny(checker, causes[0])] : []));
  }
  const unique = [...new Map(findings.map((finding) => [`${finding.code} ${finding.range.join()} ${finding.message}`, finding])).values()];
  return unique.sort((left, right) => left.range[0] - right.range[0] || left.range[1] - right.range[1]);
}
