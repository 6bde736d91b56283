import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { chartFor, jwks, rendered, served, synthesized } from './support';
import {
  BackendReference, ClaimRule, FailureMode, GuardrailPart, JwtPolicy, McpCatalog, PromptsAndResources, TargetVersion, ToolPolicy, ToolPolicyProps,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

function policyIn(chart: Chart, props: Omit<ToolPolicyProps, 'target'>): ToolPolicy {
  const { gateway, backend } = served(chart);
  new JwtPolicy(chart, 'jwt', { target: gateway, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] });
  return new ToolPolicy(chart, 'tools', { target: backend, metadata: { name: 'tools' }, ...props });
}

function mcpOf(chart: Chart): any {
  return synthesized(chart, 'AgentgatewayPolicy').find(({ metadata }) => metadata.name === 'tools')?.spec.backend.mcp;
}

const getMe = ClaimRule.tool('get_me');

test('prompts and resources stay hidden where tools alone are allowed, unless it is said otherwise', () => {
  const [hidden, shown] = [undefined, PromptsAndResources.ALLOW].map((promptsAndResources) => {
    const chart = chartFor();
    policyIn(chart, { promptsAndResources, allow: [getMe] }).allow(ClaimRule.tool('search'));
    return mcpOf(chart).authorization.policy.matchExpressions;
  });

  expect(hidden).toStrictEqual(['mcp.tool.name == "get_me"', 'mcp.tool.name == "search"']);
  expect(shown).toStrictEqual(['mcp.tool.name == "get_me"', 'has(mcp.prompt) || has(mcp.resource)', 'mcp.tool.name == "search"']);
});

test('a policy that only denies leaves prompts and resources alone', () => {
  const chart = chartFor();
  policyIn(chart, { promptsAndResources: PromptsAndResources.ALLOW, deny: [getMe] });

  expect(mcpOf(chart).authorization).toStrictEqual({ action: 'Require', policy: { matchExpressions: ['!has(mcp.tool) || mcp.tool.name != "get_me"'] } });
});

describe('a catalogue', () => {
  const catalog = McpCatalog.fromObject({ tools: ['get_me', { name: 'search' }], prompts: [], resources: [{ uri: 'file:///a' }] });

  test.each<[string, ClaimRule, string]>([
    ['tool', ClaimRule.anyOf(getMe, ClaimRule.not(ClaimRule.tool('search', 'serach'))), 'the catalogue has no tool `serach`\nhelp: it has `get_me`, `search`'],
    ['prompt', ClaimRule.prompt('ask'), 'the catalogue has no prompt `ask`\nhelp: it has no prompt at all'],
    ['resource', ClaimRule.resource('file:///b'), 'the catalogue has no resource `file:///b`'],
  ])('refuses a %s that it does not have', (_, rule, message) => {
    expect(() => policyIn(chartFor(), { catalog, allow: [rule] })).toThrow(message);
    expect(() => policyIn(chartFor(), { catalog, allow: [getMe] }).deny(rule)).toThrow(message);
  });

  test('lets pass what it has, and what it knows nothing of', () => {
    const tools = McpCatalog.fromObject({ tools: ['get_me'] });

    expect(() => policyIn(chartFor(), { catalog, allow: [getMe, ClaimRule.resource('file:///a'), ClaimRule.target('any')] })).not.toThrow();
    expect(() => policyIn(chartFor(), { catalog: tools, allow: [ClaimRule.prompt('ask')] })).not.toThrow();
  });

  test('is read from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
    const file = join(folder, 'catalog.json');
    writeFileSync(file, '{"tools":[{"name":"search","inputSchema":{}}]}');
    const read = McpCatalog.fromFile(file);
    rmSync(folder, { recursive: true });

    expect(() => policyIn(chartFor(), { catalog: read, allow: [getMe] })).toThrow('the catalogue has no tool `get_me`');
    expect(() => McpCatalog.fromFile(file)).toThrow(`the catalogue \`${file}\` cannot be read (ENOENT)`);
  });

  test.each<[string, Record<string, unknown>]>([
    ['has none of `tools`, `prompts` and `resources`', { tool: [] }],
    ['has a `tools` that is no list', { tools: { get_me: {} } }],
    ['has no name in `tools[1]`', { tools: ['a', { title: 'b' }] }],
    ['has no name in `resources[0]`', { resources: [{ name: 'a' }] }],
  ])('is refused where it %s', (message, content) => {
    expect(() => McpCatalog.fromObject(content)).toThrow(message);
  });
});

describe('guardrails', () => {
  const service = BackendReference.fromServiceName('guard', 4445, 'security');

  test('look at the methods that are named', () => {
    const chart = chartFor();
    policyIn(chart, {
      guardrails: [{ service, methods: { 'tools/call': GuardrailPart.REQUEST, '*/list': GuardrailPart.RESPONSE }, failureMode: FailureMode.FAIL_CLOSED }],
    });

    expect(mcpOf(chart)).toStrictEqual({
      guardrails: {
        processors: [{
          methods: { '*/list': 'Response', 'tools/call': 'Request' },
          remote: { backendRef: { kind: 'Service', name: 'guard', namespace: 'security', port: 4445 }, failureMode: 'FailClosed' },
        }],
      },
    });
    expect(rendered(chart, 'ReferenceGrant')).toHaveLength(1);
  });

  test.each<[string, ToolPolicyProps['guardrails'], TargetVersion | undefined, string]>([
    ['no service', [], undefined, '`guardrails.processors` is empty'],
    ['no method', [{ service, methods: {} }], undefined, '`guardrails.processors[0].methods` is empty'],
    ['a wildcard amid a method', [{ service, methods: { 'a*b': GuardrailPart.FULL } }], undefined, 'method wildcards must be'],
    ['a release without them', [{ service, methods: { '*': GuardrailPart.FULL } }], TargetVersion.V1_2, '`guardrails` does not exist in agentgateway 1.2\nhelp: it came with 1.3'],
  ])('are refused with %s', (_, guardrails, version, message) => {
    expect(() => policyIn(chartFor(version), { guardrails })).toThrow(message);
  });
});
