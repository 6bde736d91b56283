import type { CelAst, CelIdentifier, SourceRange } from '../ast';
import { Checker, Context, Draft, protects, textOf } from './checker';
import { editDistance, suggestion } from './suggestion';
import { alsoClaims, claimContainers, likelyClaims } from './well-known-claims';
import { typeNames } from '../environment/functions';
import { rootNames } from '../environment/place';
import { Shape } from '../environment/type';

/** A field of something, as it was written. */
export interface FieldText {
  readonly kind: 'select' | 'has' | 'index';
  readonly range: SourceRange;
  readonly operand: CelAst;
  readonly field: string;
  readonly fieldRange: SourceRange;
}

/** Names that people take from other systems, or from the documentation's own mistakes, and what they are here. */
const usualMistakes: ReadonlyMap<string, string> = new Map([
  ['double', 'float'],
  ['claims', 'jwt'], ['claim', 'jwt'], ['token', 'jwt'], ['auth', 'jwt'], ['user', 'jwt'],
  ['req', 'request'], ['headers', 'request.headers'], ['header', 'request.headers'], ['method', 'request.method'], ['path', 'request.path'],
  ['tool', 'mcp.tool'], ['prompt', 'mcp.prompt'], ['resource', 'mcp.resource'], ['client', 'source'], ['res', 'response'],
]);

/** Reports a name that stands for nothing. */
export function reportUnknownName(checker: Checker, node: CelIdentifier): void {
  const meant = usualMistakes.get(node.name) ?? suggestion(node.name, [...rootNames, ...typeNames]);
  checker.drafts.push({
    code: 'A05',
    severity: 'error',
    security: checker.action === 'Deny' && protects(checker),
    range: node.range,
    message: `there is no variable \`${node.name}\``,
    ...correction(node.range, meant, `the variables are ${rootNames.map((name) => `\`${name}\``).join(', ')}`),
  });
}

/** Reports a field that an object does not have. */
export function reportUnknownField(checker: Checker, node: FieldText, object: Shape & { readonly kind: 'object' }): void {
  const names = [...object.fields.keys()];
  const meant = suggestion(node.field, names);
  const absent = node.kind === 'has' ? ', so that `has()` is always false' : '';
  checker.drafts.push({
    code: 'A05',
    severity: 'error',
    security: checker.action === 'Deny' && protects(checker),
    range: node.range,
    message: `\`${textOf(checker, node.operand)}\` has no field \`${node.field}\`${absent}`,
    ...correction(
      node.fieldRange, meant && node.kind === 'index' ? JSON.stringify(meant) : meant, `its fields are ${names.map((name) => `\`${name}\``).join(', ')}`,
      meant && `${textOf(checker, node.operand)}.${meant}`,
    ),
  });
}

function correction(range: SourceRange, meant: string | undefined, otherwise: string, shown = meant): Pick<Draft, 'help' | 'edit'> {
  return meant ? { help: `did you mean \`${shown}\`?`, edit: { range, text: meant } } : { help: otherwise };
}

/** Reports a claim that looks like another one misspelled. Any name can be a claim, so that this is never an error. */
export function reportLikelyClaim(checker: Checker, node: FieldText, context: Context): void {
  if (node.operand.kind !== 'identifier' || node.operand.name !== 'jwt' || context.variables.has('jwt')) {
    return;
  }
  if (likelyClaims.includes(node.field) || checker.claims.has(node.field) || alsoClaims.includes(node.field)) {
    return;
  }
  const security = checker.action === 'Deny' && protects(checker);
  if (claimContainers.includes(node.field)) {
    checker.drafts.push({
      code: 'A05',
      severity: 'warning',
      security,
      range: node.range,
      message: `\`${textOf(checker, node)}\` is a claim called \`${node.field}\`, which tokens rarely have: the claims are at the top level of \`jwt\``,
      help: 'did you mean `jwt` itself, as in `jwt.sub`?',
      edit: { range: node.range, text: 'jwt' },
    });
    return;
  }
  const meant = [...likelyClaims, ...checker.claims.keys()].find((claim) => isSlip(node.field, claim));
  if (meant) {
    checker.drafts.push({
      code: 'A05',
      severity: 'warning',
      security,
      range: node.range,
      message: `\`${textOf(checker, node)}\` is no claim that is declared or in common use`,
      help: `did you mean \`jwt.${meant}\`? otherwise declare the claim`,
      edit: { range: node.fieldRange, text: node.kind === 'index' ? JSON.stringify(meant) : meant },
    });
  }
}

/** One slip of the finger; another letter in a name of three is another name. */
function isSlip(written: string, claim: string): boolean {
  const distance = editDistance(written, claim);
  const substituted = written.length === claim.length && [...written].sort().join('') !== [...claim].sort().join('');
  return distance <= 1 && claim.length >= 3 && (claim.length > 3 || !substituted);
}
