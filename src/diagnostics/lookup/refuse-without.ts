import { celPath } from './cel-path';
import { oncePer } from './once-per';
import { oncePerList } from './once-per-list';
import { parseOrUndefined } from './parse-or-undefined';
import { Absence, isFalseForStrangers, isTrueForAll, Outcomes, possibleOutcomes } from './possible-outcomes';
import { sharedList } from './shared-list';
import { childrenOf, compileExpression, parseJson, type CelAst } from '../../cel';
import { AuthorizationRule } from '../../gateway';

type Rule = Pick<AuthorizationRule, 'mode' | 'expression'>;

/**
 * Whether rules that are judged together certainly refuse every request that lacks a part; with `issuer`, those whose token was compared with
 * that one.
 */
export function refuseWithout(rules: readonly Rule[], absent: Absence, issuer?: string): boolean {
  const requests = absent.join('.');
  // who the issuer is makes a difference to rules alone that may compare it
  const compared = issuer !== undefined && compareIssuer(rules) ? issuer : undefined;
  const { refusals } = knownOfRules(rules);
  const asked = compared === undefined ? requests : `${requests} ${compared}`;
  const refused = refusals.get(asked) ?? refuse(rules, absent, compared, asked);
  refusals.set(asked, refused);
  return refused;
}

/** What is known of rules that are judged together: the policies of a Gateway are judged on every route. */
interface KnownOfRules {
  /** By the requests asked about. */
  readonly refusals: Map<string, boolean>;
  compareIssuer?: boolean;
  /** What they say to the tokens that were asked about last. */
  sayWhoMay?: { readonly tokens: readonly AcceptedToken[]; readonly say: boolean };
}

const knownOfRules = oncePerList((_rules: readonly Rule[]): KnownOfRules => ({ refusals: new Map() }));

/** An escape can stand for any letter. */
function compareIssuer(rules: readonly Rule[]): boolean {
  return knownOfRules(rules).compareIssuer ??= rules.some(({ expression }) => /iss|\\/.test(expression));
}

function refuse(rules: readonly Rule[], absent: Absence, issuer: string | undefined, requests: string): boolean {
  const outcomesOf = ({ expression }: Rule): Outcomes => {
    const ast = parseOrUndefined(expression);
    // an expression that is none always fails
    return ast ? knownOutcomes(ast, absent, issuer, requests) : { true: false, false: false, error: true };
  };
  const denies = (rule: Rule): boolean => {
    const outcomes = outcomesOf(rule);
    return outcomes.true && !outcomes.false && !outcomes.error;
  };
  const allow = rules.filter(({ mode }) => mode === 'Allow');
  return rules.some((rule) => rule.mode === 'Require' && !outcomesOf(rule).true)
    || rules.some((rule) => rule.mode === 'Deny' && denies(rule))
    || (allow.length > 0 && !allow.some((rule) => outcomesOf(rule).true));
}

/** What each rule is known to come to, by the requests asked about: the same rule often stands in the policy of every route. */
const knownOf = oncePer((_rule: CelAst) => new Map<string, Outcomes>());

function knownOutcomes(rule: CelAst, absent: Absence, issuer: string | undefined, requests: string): Outcomes {
  const known = knownOf(rule);
  const outcomes = known.get(requests) ?? possibleOutcomes(rule, absent, issuer);
  known.set(requests, outcomes);
  return outcomes;
}

/** A sort of token that an authentication takes, in each form that it can have, with the claims alone that authentication compares. */
export type AcceptedToken = readonly Readonly<Record<string, unknown>>[];

/** The sorts of tokens that a provider takes: one for each of its audiences, which a token can have as a text or in a list. */
export function tokensOf({ issuer = '', audiences }: { readonly issuer?: string; readonly audiences?: readonly string[] }): readonly AcceptedToken[] {
  const token = { iss: issuer, exp: 4_000_000_000, nbf: 0 };
  return (audiences ?? ['']).map((audience) => [...audiences ? [] : [token], { ...token, aud: [audience] }, { ...token, aud: audience }]);
}

/**
 * Whether rules that are judged together say who may do what, beyond what authentication asks for anyway. They do not where every sort of token
 * passes whoever it belongs to, as where a Require asks for `iss` and `aud` or an Allow is always true, nor where they say only who may not.
 */
export function sayWhoMay(rules: readonly Rule[], tokens: readonly AcceptedToken[]): boolean {
  const known = knownOfRules(rules);
  const accepted = sharedList(tokens);
  if (known.sayWhoMay?.tokens !== accepted) {
    known.sayWhoMay = { tokens: accepted, say: saysWhoMay(rules, tokens) };
  }
  return known.sayWhoMay.say;
}

function saysWhoMay(rules: readonly Rule[], tokens: readonly AcceptedToken[]): boolean {
  const ofMode = (mode: Rule['mode']): readonly Rule[] => rules.filter((rule) => rule.mode === mode);
  const allow = ofMode('Allow');
  // without authentication the one thing that is known of callers is nothing
  const sorts: readonly AcceptedToken[] = tokens.length > 0 ? tokens : [[]];
  // what an Allow names is mostly seen from its form, while what a Require asks of a token has to be worked out
  return (allow.length > 0 && !sorts.every((token) => allow.some((rule) => holdsFor(rule, token))))
    || ofMode('Require').some((rule) => !sorts.every((token) => holdsFor(rule, token)))
    || ofMode('Deny').some((rule) => deniesStrangers(rule, sorts));
}

/** Whether a rule certainly holds for some form of a token, whatever its other claims are and whatever is asked. */
function holdsFor({ expression }: Rule, token: AcceptedToken): boolean {
  const ast = parseOrUndefined(expression);
  return ast !== undefined && (isTrueForAll(ast) || (readsComparedClaims(ast) && token.some((claims) => holds(expression, claims))));
}

/** Whether a Deny can name all but a few, as `jwt.sub != "alice"` does, so that it says who may. */
function deniesStrangers({ expression }: Rule, tokens: readonly AcceptedToken[]): boolean {
  const ast = parseOrUndefined(expression);
  if (ast === undefined) {
    return false;
  }
  return readsComparedClaims(ast)
    ? tokens.some((token) => token.length > 0 && token.every((claims) => holds(expression, claims)))
    : !isFalseForStrangers(ast);
}

/** Whether a rule holds for a caller with a token and no other credential. */
function holds(expression: string, claims: Readonly<Record<string, unknown>>): boolean {
  return compileExpression(expression, { mode: 'faithful' }).matches({ jwt: parseJson(JSON.stringify(claims)) });
}

/** What the credentials say is in these variables; each is null for who has no such credential. */
export const CREDENTIALS: readonly string[] = ['jwt', 'apiKey', 'basicAuth'];

/** The claims that authentication compares itself. */
const COMPARED: ReadonlySet<string> = new Set(['iss', 'aud', 'exp', 'nbf']);
const TYPES: ReadonlySet<string> = new Set(['string', 'list', 'map', 'int', 'uint', 'double', 'bool', 'bytes', 'null_type', 'type']);

/** Whether an expression depends on nothing but the claims that authentication compares, and on whether there is a credential. */
const readsComparedClaims = oncePer((ast: CelAst): boolean => readsOnly(ast, new Set()));

function readsOnly(node: CelAst, variables: ReadonlySet<string>): boolean {
  const path = node.kind === 'has' ? [...celPath(node.operand) ?? ['?'], node.field] : celPath(node);
  if (path !== undefined && path[0] === 'jwt' && !variables.has('jwt')) {
    // the token as a whole has other claims as well
    return path.length > 1 && COMPARED.has(path[1]);
  }
  switch (node.kind) {
    case 'identifier': return variables.has(node.name) || TYPES.has(node.name);
    case 'macro': {
      const inner = new Set([...variables, node.variable]);
      return readsOnly(node.receiver, variables) && [...node.filter ? [node.filter] : [], node.body].every((part) => readsOnly(part, inner));
    }
    case 'binary': return isNullCheck(node.left, node.right) || isNullCheck(node.right, node.left)
      || childrenOf(node).every((child) => readsOnly(child, variables));
    default: return childrenOf(node).every((child) => readsOnly(child, variables));
  }
}

/** Whether a credential as a whole is compared with null. */
function isNullCheck(one: CelAst, other: CelAst): boolean {
  return one.kind === 'identifier' && CREDENTIALS.includes(one.name) && other.kind === 'literal' && other.type === 'null';
}
