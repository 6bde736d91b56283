import { childrenOf, type CelAst, type CelHas } from '../../cel';
import { FieldPath, isBefore, Manifest, TargetVersion } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { CheckedExpression } from '../expressions';
import { celPath } from '../lookup/cel-path';
import { oncePer } from '../lookup/once-per';
import { onePerField } from '../lookup/one-per-field';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { GovernedPlace, policiesByPlace } from '../lookup/policies-by-place';
import { possibleOutcomes } from '../lookup/possible-outcomes';
import { valueAt } from '../lookup/value-at';

const ALICE = authorizationExample('http', 'Allow', 'jwt.sub == "alice"').replace('name: access,', 'name: alice,');

/** Two Allow expressions that were probably meant to hold together. */
export const A01: DiagnosticRule = {
  code: 'A01',
  title: 'Allow expressions are alternatives',
  severity: 'warning',
  security: true,
  written: 'two Allow expressions about different things at one place, as a claim in one and the path in the other, or two of which one takes everything away that the other says, as `jwt.sub != "bob"` beside `jwt.sub != "mallory"`',
  happens: 'one that is true is enough, on every release, although the description of the CRD says that all must be true since 1.3: who meets one condition need not meet the other',
  instead: 'join the conditions with `&&` in one expression, or write them as a Require (since 1.1)',
  triggers: [
    authorizationExample('http', 'Allow', 'jwt.sub == "alice"', 'request.path.startsWith("/mcp")'),
    authorizationExample('http', 'Allow', 'jwt.sub != "bob"', 'jwt.sub != "mallory"'),
    authorizationExample('http', 'Allow', '!(jwt.sub == "bob")', 'has(jwt.sub) && jwt.sub != "mallory"'),
    authorizationExample('http', 'Allow', 'has(jwt.sub)', 'jwt.sub == "alice"'),
    authorizationExample('http', 'Allow', 'jwt.sub == "alice"', 'jwt.sub != "bob"'),
    authorizationExample('mcp', 'Allow', 'mcp.tool.name == "get_me"', 'jwt.sub == "alice" && mcp.tool.name == "get_me"'),
    `${ALICE}---${authorizationExample('http', 'Allow', 'request.headers["x-team"] == "dev"')}`,
  ],
  nearMisses: [
    authorizationExample('http', 'Allow', 'jwt.sub == "alice" && request.path.startsWith("/mcp")'),
    authorizationExample('http', 'Allow', 'jwt.sub == "alice"', 'jwt.sub == "bob"'),
    authorizationExample('http', 'Require', 'jwt.sub == "alice"', 'request.path.startsWith("/mcp")'),
    authorizationExample('mcp', 'Allow', 'jwt.sub == "alice" && mcp.tool.name == "get_me"', 'has(mcp.prompt) || has(mcp.resource)'),
    authorizationExample('http', 'Allow', 'jwt.sub != "bob" && jwt.sub != "mallory"'),
    authorizationExample('http', 'Allow', 'jwt.sub != "bob"', 'jwt.sub == "bob" && jwt.sub_verified'),
    authorizationExample('http', 'Allow', 'has(jwt.sub) && jwt.sub == "alice"', 'has(jwt.sub) && jwt.sub == "bob"'),
    `${ALICE}---${authorizationExample('http', 'Allow', 'jwt.sub == "bob"')}`,
    `${ALICE}---${authorizationExample('http', 'Allow', 'request.headers["x-team"] == "dev"').replace('traffic:', 'traffic:\n    phase: PreRouting')}`,
  ],
  check: (subject) => onePerField(listsOf(subject).flatMap((list): readonly RuleFinding[] => {
    const read = list.flatMap((expression): ReadExpression[] => {
      const ast = parseOrUndefined(expression.text);
      const subjects = ast && knownSubjectsOf(ast);
      if (!ast || !subjects || subjects.size === 0) {
        return [];
      }
      const form = formOf(ast);
      return [{ expression, ast, subjects, form, texts: new Set(form.parts.map((part) => textOf({ expression }, part))) }];
    });
    if (read.length < 2) {
      return [];
    }
    const [first, ...others] = read;
    const second = others.find(({ subjects }) =>
      ![...subjects].some((about) => first.subjects.has(about)) && !areOfOtherItems(subjects, first.subjects));
    return second ? [finding(first, second, 'who meets one of them is allowed')] : findingAboutOneSubject(read);
  })),
};

interface ReadExpression {
  readonly expression: CheckedExpression;
  readonly ast: CelAst;
  readonly subjects: ReadonlySet<string>;
  readonly form: Form;
  /** Its parts as they are written. */
  readonly texts: ReadonlySet<string>;
}

/** The Allow expressions that are judged together at one place of the manifests: those of one block, and those of several policies with one target. */
function listsOf(subject: Subject): readonly (readonly CheckedExpression[])[] {
  const blocks = blocksOf(subject);
  const shared = policiesByPlace(subject).all.filter(({ policies }) => policies.size > 1);
  return [...blocks.flatMap(([, ofManifest]) => ofManifest), ...shared.length === 0 ? [] : listsAt(shared, new Map(blocks), subject.targetVersion)]
    .filter(({ length }) => length > 1);
}

type Block = readonly CheckedExpression[];

/** The blocks of each manifest that allows; the expressions of a block come one after the other. */
function blocksOf({ expressions }: Subject): readonly (readonly [Manifest, readonly Block[]])[] {
  const blocks: [Manifest, CheckedExpression[][]][] = [];
  for (const expression of expressions) {
    if (expression.action === 'Allow') {
      const last = blocks.at(-1);
      const block = last?.[1].at(-1);
      if (last?.[0] !== expression.manifest) {
        blocks.push([expression.manifest, [[expression]]]);
      } else if (block && isSameBlock(block[0].field, expression.field)) {
        block.push(expression);
      } else {
        last[1].push([expression]);
      }
    }
  }
  return blocks;
}

/** Whether two expressions stand in one list. */
function isSameBlock(one: FieldPath, other: FieldPath): boolean {
  return one.length === other.length && one.every((step, index) => index === one.length - 1 || step === other[index]);
}

/** What the policies of one target say together, phase by phase. */
function listsAt(places: readonly GovernedPlace[], blocks: ReadonlyMap<Manifest, readonly Block[]>, targetVersion: TargetVersion): readonly Block[] {
  return places.flatMap(({ policies }) => {
    const found = new Map<string, CheckedExpression[]>();
    for (const policy of policies) {
      for (const block of blocks.get(policy) ?? []) {
        const [{ manifest, field, place }] = block;
        // before 1.4, rules about MCP of several policies were not put together
        if (place !== 'mcpAuthorization' || !isBefore(targetVersion, '1.4')) {
          const phase = place === 'httpAuthorization' ? valueAt(manifest.object, ['spec', 'traffic', 'phase']) ?? 'PostRouting' : '';
          const name = `${field.slice(0, -1).join('.')} ${phase}`;
          block.forEach((expression) => addTo(found, name, expression));
        }
      }
    }
    return [...found.values()];
  });
}

/** Two expressions that leave nothing of each other although they are about the same. */
function findingAboutOneSubject(list: readonly ReadExpression[]): readonly RuleFinding[] {
  const byPart = new Map<string, ReadExpression[]>();
  const excluding = new Map<string, ReadExpression[]>();
  for (const one of list) {
    for (const text of one.texts) {
      addTo(byPart, text, one);
    }
    const { excludes } = one.form;
    if (excludes) {
      const other = excluding.get(excludes.path)?.find(({ form }) => ![...excludes.texts].some((text) => form.excludes?.texts.has(text)));
      if (other) {
        return [finding(other, one, 'whatever the value is, one of them is true')];
      }
      addTo(excluding, excludes.path, one);
    }
  }
  for (const wider of list) {
    // what implies it has the same parts, apart from those that only ask whether something is there or is not something
    const own = wider.form.parts.filter((part) => part.kind !== 'has' && excludedBy(part) === undefined);
    const candidates = own.map((part) => byPart.get(textOf(wider, part)) ?? []).reduce<readonly ReadExpression[]>(shorter, list);
    const narrower = candidates.find((one) => one.expression.text !== wider.expression.text && implies(one, wider));
    if (narrower) {
      return [finding(wider, narrower, `who meets \`${wider.expression.text}\` is allowed, so that the other adds nothing`)];
    }
  }
  return [];
}

function shorter<T>(one: readonly T[], other: readonly T[]): readonly T[] {
  return other.length < one.length ? other : one;
}

/** A part as it is written. */
function textOf({ expression }: Pick<ReadExpression, 'expression'>, part: CelAst): string {
  return expression.text.slice(...part.range);
}

function addTo<T>(map: Map<string, T[]>, name: string, value: T): void {
  const values = map.get(name);
  values ? values.push(value) : map.set(name, [value]);
}

/** What an expression says, part by part. */
interface Form {
  /** What must all hold. */
  readonly parts: readonly CelAst[];
  readonly equal: readonly Comparison[];
  /** What it excludes, if it does nothing else, apart from asking whether the value is there. */
  readonly excludes?: { readonly path: string; readonly texts: ReadonlySet<string> };
}

interface Comparison {
  readonly path: string;
  readonly text: string;
}

const formOf = oncePer((ast: CelAst): Form => {
  const parts = conjuncts(ast);
  return {
    parts,
    equal: parts.flatMap((part) => comparison(part, '==') ?? []),
    excludes: exclusion(parts),
  };
});

function exclusion(parts: readonly CelAst[]): Form['excludes'] {
  const excluded = parts.flatMap((part) => excludedBy(part) ?? []);
  const paths = new Set([...excluded.map(({ path }) => path), ...parts.flatMap((part) => part.kind === 'has' ? [pathOfHas(part).join('.')] : [])]);
  const saysMore = parts.some((part) => part.kind !== 'has' && excludedBy(part) === undefined);
  return saysMore || excluded.length === 0 || paths.size > 1
    ? undefined
    : { path: excluded[0].path, texts: new Set(excluded.map(({ text }) => text)) };
}

/** `path != "text"` and `!(path == "text")` */
function excludedBy(node: CelAst): Comparison | undefined {
  return node.kind === 'unary' && node.operator === '!' ? comparison(node.operand, '==') : comparison(node, '!=');
}

function comparison(node: CelAst, operator: '==' | '!='): Comparison | undefined {
  if (node.kind !== 'binary' || node.operator !== operator) {
    return undefined;
  }
  const [literal, value] = node.right.kind === 'literal' ? [node.right, node.left] : [node.left, node.right];
  const path = celPath(value);
  return path && literal.kind === 'literal' && literal.type === 'string' ? { path: path.join('.'), text: literal.value } : undefined;
}

function conjuncts(node: CelAst): readonly CelAst[] {
  return node.kind === 'logical' && node.operator === '&&' ? node.operands.flatMap(conjuncts) : [node];
}

/** Whether one expression can be true only where the other is, as far as their forms show it. */
function implies({ ast, texts, form: { equal } }: ReadExpression, other: ReadExpression): boolean {
  return other.form.parts.every((part) => {
    const excluded = excludedBy(part);
    return texts.has(textOf(other, part))
      || (part.kind === 'has' && !possibleOutcomes(ast, pathOfHas(part)).true)
      || (excluded !== undefined && equal.some(({ path, text }) => path === excluded.path && text !== excluded.text));
  });
}

function pathOfHas({ operand, field }: CelHas): readonly string[] {
  return [...celPath(operand) ?? ['?'], field];
}

const knownSubjectsOf = oncePer((ast: CelAst) => subjectsOf(ast));

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

function finding({ expression: one }: ReadExpression, { expression: other }: ReadExpression, effect: string): RuleFinding {
  return {
    manifest: other.manifest,
    field: other.field,
    message: `\`${other.text}\` and \`${one.text}\` are alternatives: ${effect}`,
    help: 'join them with `&&` in one expression if both must hold, or write them as a Require',
  };
}
