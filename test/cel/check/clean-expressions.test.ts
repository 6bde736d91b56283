import { CelPlace, checkExpression } from '../../../src/cel';

const guides: readonly (readonly [expression: string, place: CelPlace])[] = [
  ['jwt.sub == "alice"', 'httpAuthorization'],
  ['has(jwt.groups) && jwt.groups.exists(group, group == "users")', 'httpAuthorization'],
  ['"dev" in jwt.groups', 'httpAuthorization'],
  ['"AI-Users" in jwt.groups', 'httpAuthorization'],
  ['"mcp.admin" in jwt.roles', 'httpAuthorization'],
  ['jwt.azp == "client"', 'httpAuthorization'],
  ['jwt.sub == "alice" && mcp.tool.name == "get_me"', 'mcpAuthorization'],
  ['"dev" in jwt.groups && mcp.tool.name in ["get_me", "list_issues"]', 'mcpAuthorization'],
  ['cidr("10.0.0.0/8").containsIP(source.address)', 'networkAuthorization'],
  ['request.headers.join().split().size() == 0', 'httpAuthorization'],
  ['request.headers.raw().redacted().cookie("session") == "a"', 'httpAuthorization'],
  ['json(request.body).with(body, body.method)', 'rateLimitDescriptor'],
  ['json(request.body).with(body, body.method == "tools/call" ? string(body.params.name) : "")', 'rateLimitDescriptor'],
];

test.each(guides)('%s has no error in %s', (expression, place) => {
  const findings = checkExpression(expression, { place, targetVersion: '1.4', action: 'Allow' });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each(['httpAuthorization', 'mcpAuthorization'] as const)('a comparison with the subject has no finding in %s', (place) => {
  expect(checkExpression('jwt.sub == "alice"', { place, targetVersion: '1.4', action: 'Allow' })).toEqual([]);
});
