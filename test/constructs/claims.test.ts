import { App, Chart, Testing } from 'cdk8s';
import { ClaimRule, Jwks, JwtPolicy, McpGateway } from '../../src';
import { diagnose } from '../../src/diagnostics';
import { Manifest } from '../../src/manifest';
import { GUIDE_JWKS } from '../fixtures/guide';

const ANNOTATION = 'cdk8s-mcp-gateway.dev/claims';

function policyWith(claims: Record<string, string> | undefined): readonly Manifest['object'][] {
  const chart = new Chart(new App(), 'test', { namespace: 'infra' });
  new JwtPolicy(chart, 'jwt', {
    target: new McpGateway(chart, 'gateway'),
    providers: [{ issuer: 'solo.io', audiences: ['mcp'], jwks: Jwks.fromText(GUIDE_JWKS) }],
    allow: [ClaimRule.cel('"dev" in jwt.groups')],
    claims,
  });
  return Testing.synth(chart).filter(({ kind }) => kind === 'AgentgatewayPolicy');
}

function findings(objects: readonly Manifest['object'][]): readonly string[] {
  return diagnose(objects.map((object) => ({ object })), { targetVersion: '1.4' }).map(({ code }) => code).filter((code) => ['A28', 'A31', 'A18'].includes(code));
}

test('declared claims are an annotation of every policy that the construct makes, in the order of their names', () => {
  const [first, second] = policyWith({ level: 'int', groups: 'list(string)' });
  expect(first.metadata.annotations).toEqual({ [ANNOTATION]: 'groups: list(string)\nlevel: int' });
  expect(second.metadata.annotations).toEqual(first.metadata.annotations);
});

test('without declaration there is no annotation', () => {
  expect(policyWith(undefined)[0].metadata.annotations).toBeUndefined();
});

test('a declaration makes the checks sharper', () => {
  expect(findings(policyWith(undefined))).toContain('A28');
  expect(findings(policyWith({ groups: 'list(string)' }))).not.toContain('A28');
});

test('what is no type is refused by the constructor', () => {
  expect(() => policyWith({ groups: 'array' })).toThrow('claim `groups` is declared as `array`, which is no type');
});

test.each(['', ' groups', 'groups: int\nlevel'])('the name %j, which is not that of one claim, is refused by the constructor', (name) => {
  expect(() => policyWith({ [name]: 'int' })).toThrow(`\`claims\` has the name ${JSON.stringify(name)}, which cannot be declared`);
});
