import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synthesizeExample } from '../../examples/secure-github-mcp/synthesize-example';
import { Running } from '../support/running';

jest.setTimeout(60_000);

const running = new Running();
const onlyAlice = 'jwt.sub == "alice"';
const oneTool = 'jwt.sub == "alice" && mcp.tool.name == "get_me"';
// closes what release 1.4 leaves open: a token without `iss`
const issuer = 'jwt.iss == "solo.io"';

interface Policy {
  readonly kind: string;
  readonly spec: {
    readonly traffic?: { readonly authorization?: Authorization };
    readonly backend?: { readonly mcp?: { readonly authorization?: Authorization } };
  };
}

interface Authorization {
  readonly action: string;
  readonly policy: { readonly matchExpressions: readonly string[] };
}

test.each([
  ['authentication', [['Require', issuer]]],
  ['authorization', [['Allow', onlyAlice], ['Require', issuer]]],
  ['tools', [['Require', issuer], ['Allow', oneTool]]],
  ['complete', [['Allow', onlyAlice], ['Require', issuer], ['Allow', oneTool]]],
] as const)('the example has the rules of the stage %s', async (stage, rules) => {
  const folder = await running.folder({ 'stale.yaml': 'kind: Stale' });
  await synthesizeExample(stage, folder);
  const [file, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  const policies = parseAllDocuments(readFileSync(join(folder, file), 'utf8'))
    .map((document) => document.toJS() as Policy)
    .filter(({ kind }) => kind === 'AgentgatewayPolicy');
  expect(policies.flatMap(({ spec }) => spec.traffic?.authorization ?? spec.backend?.mcp?.authorization ?? [])
    .map(({ action, policy }) => [action, ...policy.matchExpressions])).toEqual(rules);
});
