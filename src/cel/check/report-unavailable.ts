import type { SourceRange } from '../ast';
import { Checker, protects, textOf } from './checker';
import { CelPlace, celPlaces, places, RootName } from '../environment/place';
import { variableFields } from '../environment/variables';

/** Reports a field of a variable that is null at this place. */
export function reportUnavailableRoot(checker: Checker, node: { readonly range: SourceRange }, root: RootName): void {
  const here = places[checker.place].title;
  const elsewhere = celPlaces.filter((place) => places[place].roots[root]);
  const inNetwork = checker.place === 'networkAuthorization';
  checker.drafts.push({
    code: inNetwork ? 'A22' : 'A08',
    severity: 'kills',
    security: checker.action === 'Deny' && protects(checker),
    range: node.range,
    message: `\`${textOf(checker, node).replace(/^has\((.*)\)$/s, '$1')}\` does not exist in ${here}: \`${root}\` is null there`,
    help: inNetwork
      ? 'before a request is read only the connection is known; use `source.…`, or write the rule as HTTP authorization'
      : `\`${root}\` is set in ${titles(elsewhere)}${root === 'mcp' ? '; write the rule in `backend.mcp.authorization`' : ''}`,
  });
}

/** Reports a field that is never set at this place, or not yet in this release. */
export function reportUnavailableField(checker: Checker, node: { readonly range: SourceRange }, path: string, reason: 'place' | 'version'): void {
  const known = variableFields.find((field) => field.path === path);
  const security = checker.action === 'Deny' && protects(checker);
  if (reason === 'version') {
    checker.drafts.push({
      code: 'A05',
      severity: 'kills',
      security,
      range: node.range,
      message: `\`${path}\` does not exist in agentgateway ${checker.environment.targetVersion}`,
      help: known?.since ? `it exists since ${known.since}; raise the target version or do without it` : 'raise the target version or do without it',
    });
    return;
  }
  const instead = path.startsWith('mcp.') && checker.place === 'mcpAuthorization'
    ? 'only `target` and `name` of `mcp.tool`, `mcp.prompt`, `mcp.resource` and `mcp.task` are known when a rule is judged; look at arguments with guardrails'
    : `it is set in ${titles(known?.places ?? [])}`;
  checker.drafts.push({
    code: 'A09',
    severity: 'kills',
    security,
    range: node.range,
    message: `\`${path}\` is never set in ${places[checker.place].title}`,
    help: instead,
  });
}

function titles(where: readonly CelPlace[]): string {
  const names = where.map((place) => places[place].title);
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
