import { ClaimRule } from '../../src';
import { checkExpression, targetVersions } from '../../src/cel';
import { isPromptOrResource } from '../../src/constructs/rule/mcp-condition';

const claim = ClaimRule.claim('dept');
const header = ClaimRule.header('x-team');

/** Every question that a rule can ask. */
const rules: [string, ClaimRule][] = [
  claim.equals('a'), claim.equals(1), claim.equals(1.5), claim.equals(true), claim.oneOf('a', 'b'), claim.contains('a'), claim.contains(1),
  claim.hasScope('a'), claim.startsWith('a'), claim.endsWith('a'), claim.matches('^a'), claim.greaterThan(1), claim.atLeast(1.5), claim.lessThan(1),
  claim.atMost(1), claim.exists(), ClaimRule.claim(['realm_access', 'roles']).contains('a'), ClaimRule.claim('https://x/y').equals('a'),
  header.equals('a'), header.oneOf('a', 'b'), header.startsWith('a'), header.endsWith('a'), header.matches('^a'), header.exists(),
  ClaimRule.sourceAddress('10.0.0.0/8'), ClaimRule.tool('a'), ClaimRule.tool('a', 'b'), ClaimRule.prompt('a'), ClaimRule.resource('a', 'b'),
  ClaimRule.target('a'), ClaimRule._of(isPromptOrResource()),
].flatMap((rule): [string, ClaimRule][] => [[rule.toString(), rule], [`not: ${rule.toString()}`, ClaimRule.not(rule)]]);

describe.each(targetVersions)('for release %s', (targetVersion) => {
  test.each(rules)('%s is an expression without a mistake', (_, rule) => {
    const place = rule._mcpNames.length > 0 ? 'mcpAuthorization' : 'httpAuthorization';
    const findings = checkExpression(rule.expression, { place, targetVersion, action: 'Require' });

    expect(findings.filter(({ severity }) => severity !== 'info').map(({ code, message }) => `${code} ${message}`)).toStrictEqual([]);
  });
});
