import { CelAst } from '../../cel';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { CheckedExpression } from '../expressions';
import { celPath } from '../lookup/cel-path';
import { childrenOf } from '../lookup/children-of';
import { parseOrUndefined } from '../lookup/parse-or-undefined';

/** Two Allow expressions that were probably meant to hold together. */
export const A01: DiagnosticRule = {
  code: 'A01',
  title: 'Allow expressions are alternatives',
  severity: 'warning',
  security: true,
  written: 'two Allow expressions about different things in one list, as a claim in one and the path in the other',
  happens: 'one that is true is enough, on every release, although the description of the CRD says that all must be true since 1.3: who meets one condition need not meet the other',
  instead: 'join the conditions with `&&` in one expression, or write them as a Require (since 1.1)',
  triggers: [authorizationExample('http', 'Allow', 'jwt.sub == "alice"', 'request.path.startsWith("/mcp")')],
  nearMisses: [
    authorizationExample('http', 'Allow', 'jwt.sub == "alice" && request.path.startsWith("/mcp")'),
    authorizationExample('http', 'Allow', 'jwt.sub == "alice"', 'jwt.sub == "bob"'),
    authorizationExample('http', 'Require', 'jwt.sub == "alice"', 'request.path.startsWith("/mcp")'),
    authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"', 'has(mcp.prompt) || has(mcp.resource)'),
  ],
  check: ({ expressions }) => listsOf(expressions.filter(({ action }) => action === 'Allow')).flatMap((list) => {
    const read = list.map(({ text }) => {
      const ast = parseOrUndefined(text);
      return ast ? subjectsOf(ast) : new Set<string>();
    });
    const first = read.findIndex(({ size }) => size > 0);
    const second = read.findIndex((subjects, index) =>
      index > first && subjects.size > 0 && ![...subjects].some((subject) => read[first].has(subject)) && !areOfOtherItems(subjects, read[first]));
    return second === -1 ? [] : [finding(list[first], list[second])];
  }),
};

/** The expressions of each list that holds several; those of one list come one after the other. */
function listsOf(expressions: readonly CheckedExpression[]): readonly (readonly CheckedExpression[])[] {
  const lists: CheckedExpression[][] = [];
  for (const expression of expressions) {
    const list = lists.at(-1);
    list && areOfOneList(list[0], expression) ? list.push(expression) : lists.push([expression]);
  }
  return lists.filter(({ length }) => length > 1);
}

function areOfOneList(one: CheckedExpression, other: CheckedExpression): boolean {
  return one.manifest === other.manifest && one.field.length === other.field.length
    && one.field.every((name, index) => index === one.field.length - 1 || name === other.field[index]);
}

/** What an expression is about: claims and headers by their name, other variables by their field. */
function subjectsOf(node: CelAst): ReadonlySet<string> {
  const path = node.kind === 'has' ? [...celPath(node.operand) ?? [], node.field] : celPath(node);
  if (path && path.length > 1) {
    return new Set([path.slice(0, path[1] === 'headers' || path[0] === 'mcp' ? 3 : 2).join('.')]);
  }
  return new Set(childrenOf(node).flatMap((child) => [...subjectsOf(child)]));
}

/** A request is about one tool, prompt, resource or task, so that rules for different ones of these can only be meant as alternatives. */
function areOfOtherItems(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const items = itemsOf(one);
  const otherItems = itemsOf(other);
  return items.size > 0 && otherItems.size > 0 && ![...items].some((item) => otherItems.has(item));
}

function itemsOf(subjects: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...subjects].filter((subject) => subject.startsWith('mcp.')).map((subject) => subject.split('.')[1]));
}

function finding(one: CheckedExpression, other: CheckedExpression): RuleFinding {
  return {
    manifest: other.manifest,
    field: other.field,
    message: `\`${other.text}\` and \`${one.text}\` are alternatives: who meets one of them is allowed`,
    help: 'join them with `&&` in one expression if both must hold, or write them as a Require',
  };
}
