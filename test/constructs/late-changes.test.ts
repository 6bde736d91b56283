import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ClaimRule, Diagnostics, Jwks, JwtPolicy, McpBackend, McpGateway, McpListener, McpListenerSet, McpTarget, PathMatch, ToolPolicy,
} from '../../src';
import { revisionOf } from '../../src/constructs/support/revision';
import { everyConstruct } from '../fixtures/apps/every-construct';
import { GUIDE_JWKS } from '../fixtures/guide';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'late-'));
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

class LateChart extends Chart {
  public change: () => void = () => undefined;

  public override toJson(): any[] {
    this.change();
    this.change = () => undefined;
    return super.toJson();
  }
}

function setup(yamlOutputType?: YamlOutputType) {
  const app = new App({ outdir: folder, yamlOutputType });
  const chart = new LateChart(app, 'access', { namespace: 'mcp' });
  const gateway = new McpGateway(chart, 'gateway');
  const backend = new McpBackend(chart, 'backend', { metadata: { name: 'backend' }, targets: [McpTarget.host('one.example.com', { tls: true })] });
  const route = gateway.addRoute('/mcp', backend);
  const jwks = Jwks.fromText(GUIDE_JWKS);
  const policy = new JwtPolicy(chart, 'jwt', { target: gateway, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] });
  return { app, chart, gateway, backend, route, policy };
}

const misspelt = ClaimRule.cel('claims.late == "1"');

test('a rule that a validation adds is in what is written', () => {
  const { app, policy } = setup();
  policy.node.addValidation({
    validate: () => {
      if (!revised) policy.require(ClaimRule.claim('late').equals('yes'));
      revised = true;
      return [];
    },
  });
  let revised = false;

  expect(app.synthYaml()).toContain('jwt.late == "yes"');
});

test('a rule that a validation adds is judged before it is written', () => {
  const { app, policy } = setup();
  policy.node.addValidation({
    validate: () => {
      policy.require(misspelt);
      return [];
    },
  });

  expect(() => app.synthYaml()).toThrow(/\[access\/jwt\] error\[A05\]: there is no variable `claims`/);
});

test('a rule that the last validation adds is judged before it is written', () => {
  const { app, policy } = setup();
  let runs = 0;
  policy.node.addValidation({
    validate: () => {
      // the first validation is that of the app, the second that of its only chart
      if (++runs === 2) policy.require(misspelt);
      return [];
    },
  });

  expect(() => app.synth()).toThrow(/Validation failed.*\n +\[access\/jwt\] error\[A05\]: there is no variable `claims`/);
  expect(runs).toBe(2);
});

describe.each(Object.keys(YamlOutputType).filter((name) => Number.isNaN(Number(name))))('where files are made %s', (output) => {
  const type = YamlOutputType[output as keyof typeof YamlOutputType];
  const written = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(folder, name), 'utf8')).join('---\n');

  test('a rule that a validation adds is judged before anything is written', () => {
    const { app, policy } = setup(type);
    policy.node.addValidation({
      validate: () => {
        policy.require(misspelt);
        return [];
      },
    });
    expect(() => app.synth()).toThrow(/\[access\/jwt\] error\[A05\]: there is no variable `claims`/);
    expect(written()).toBe('');
  });

  test('a rule that a validation adds, and that is sound, is written', () => {
    const { app, policy } = setup(type);
    policy.node.addValidation({
      validate: () => {
        if (!revised) policy.require(ClaimRule.claim('late').equals('yes'));
        revised = true;
        return [];
      },
    });
    let revised = false;
    app.synth();
    expect(written()).toContain('jwt.late == "yes"');
  });
});

test('what a chart changes while it is rendered is judged and written', () => {
  const { app, chart, backend, policy } = setup();
  chart.change = () => {
    backend.apiObject.metadata.addLabel('late', 'yes');
    policy.require(ClaimRule.claim('late').equals('yes'));
  };
  const yaml = app.synthYaml() as string;
  expect(yaml).toContain('late: "yes"');
  expect(yaml).toContain('jwt.late == "yes"');

  chart.change = () => policy.require(misspelt);
  expect(() => app.synthYaml()).toThrow(/there is no variable `claims`/);
});

/** Every method that changes what is rendered, by construct. */
const changes: Record<string, (made: ReturnType<typeof setup>) => void> = {
  'McpBackend.addTarget': ({ backend }) => backend.addTarget(McpTarget.host('two.example.com')),
  'McpGateway.addListener': ({ gateway }) => gateway.addListener(McpListener.http({ name: 'second', port: 81 })),
  'McpGateway.addRoute': ({ gateway, backend }) => gateway.addRoute('/other', backend),
  'McpGateway.admitListenerSets': ({ gateway }) => gateway.admitListenerSets('other'),
  'McpListenerSet.addListener': ({ chart, gateway }) => {
    const set = new McpListenerSet(chart, 'set', { gateway, listeners: [McpListener.http({ name: 'first', port: 82 })] });
    const before = revisionOf(chart);
    set.addListener(McpListener.http({ name: 'second', port: 83 }));
    expect(revisionOf(chart)).toBeGreaterThan(before);
  },
  'McpRoute.addRule': ({ route, backend }) => route.addRule({ paths: [PathMatch.prefix('/more')], backend }),
  'PolicyConstruct.allow': ({ policy }) => policy.allow(ClaimRule.claim('a').exists()),
  'PolicyConstruct.deny': ({ policy }) => policy.deny(ClaimRule.claim('b').exists()),
  'PolicyConstruct.require': ({ policy }) => policy.require(ClaimRule.claim('c').exists()),
  'ToolPolicy.allow': ({ chart, backend }) => {
    const tools = new ToolPolicy(chart, 'tools', { target: backend, allow: [ClaimRule.tool('one')] });
    const before = revisionOf(chart);
    tools.allow(ClaimRule.tool('two'));
    expect(revisionOf(chart)).toBeGreaterThan(before);
  },
};

test.each(Object.keys(changes))('%s makes a new revision of the app', (name) => {
  const made = setup();
  const before = revisionOf(made.app);
  changes[name](made);
  expect(revisionOf(made.app)).toBeGreaterThan(before);
});

test.each<[string, (made: ReturnType<typeof setup>) => void]>([
  ['a label', ({ backend }) => backend.apiObject.metadata.addLabel('a', 'b')],
  ['an annotation', ({ backend }) => backend.apiObject.metadata.addAnnotation('a', 'b')],
  ['a finalizer', ({ backend }) => backend.apiObject.metadata.addFinalizers('a/b')],
  ['an owner', ({ backend }) => backend.apiObject.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' })],
  ['other metadata', ({ backend }) => backend.apiObject.metadata.add('generation', 1)],
  ['a patch', ({ backend }) => backend.apiObject.addJsonPatch(JsonPatch.add('/spec/mcp/failureMode', 'FailOpen'))],
  ['an acknowledgement', ({ policy }) => Diagnostics.of(policy).acknowledge('J27', 'the issuer signs with one algorithm')],
  ['an object that exists elsewhere', ({ policy }) => Diagnostics.of(policy).external('Service', 'idp')],
])('%s makes a new revision of the app', (_, change) => {
  const made = setup();
  const before = revisionOf(made.app);
  change(made);
  expect(revisionOf(made.app)).toBeGreaterThan(before);
});

test('no method that adds to a construct is missing here', () => {
  const adding = /^(add|admit|allow|deny|require|remove|set)([A-Z]|$)/;
  const found = new Set<string>();
  for (const construct of everyConstruct().node.findAll()) {
    for (let type = Object.getPrototypeOf(construct) as object; type !== Construct.prototype; type = Object.getPrototypeOf(type) as object) {
      const { name } = type.constructor;
      // those of cdk8s, and what a reference of an existing object cannot change
      if (['Chart', 'ApiObject', 'App', 'ManifestObject'].includes(name) || /Reference|Existing|Imported/.test(name)) continue;
      for (const method of Object.getOwnPropertyNames(type)) {
        // a part of the constructor
        if (adding.test(method) && method !== 'addFrontendPolicy') found.add(`${name}.${method}`);
      }
    }
  }
  expect(found).toContain('McpRoute.addRule');
  expect([...found].filter((each) => !(each in changes))).toEqual([]);
});
