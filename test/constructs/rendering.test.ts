import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { ClaimRule, JwtPolicy, Jwks, McpBackend, McpGateway, McpTarget } from '../../src';
import { ManifestMetadata } from '../../src/constructs/support/manifest-metadata';

function setup() {
  const app = Testing.app();
  const chart = new Chart(app, 'app', { namespace: 'mcp' });
  const backend = new McpBackend(chart, 'backend', { targets: [McpTarget.host('one.example.com', { tls: true })] });
  return { app, chart, backend };
}

const hostsOf = (text: string) => [...text.matchAll(/host: (\S+)/g)].map(([, host]) => host);

function renderings(object: ApiObject, run: () => string): { text: string; count: number } {
  let count = 0;
  const metadata = object.metadata as ManifestMetadata;
  const [plain, toJson] = [metadata.plain.bind(metadata), metadata.toJson.bind(metadata)];
  metadata.plain = (late) => {
    count++;
    return plain(late);
  };
  metadata.toJson = () => {
    count++;
    return toJson();
  };
  return { text: run(), count };
}

test('an object is rendered once, to be judged and to be written', () => {
  const { app, backend } = setup();
  const { text, count } = renderings(backend.apiObject, () => app.synthYaml() as string);
  expect(hostsOf(text)).toEqual(['one.example.com']);
  expect(count).toBe(1);
});

test('the objects beside the main one of a construct are rendered once too', () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { app, chart, backend } = setup();
  const gateway = new McpGateway(chart, 'gateway', { metricLabels: { user: 'jwt.sub' } });
  const jwks = Jwks.fromUrl('https://keys.example.com/jwks');
  new JwtPolicy(chart, 'jwt', {
    target: gateway.addRoute('/mcp', backend),
    providers: [{ issuer: 'https://issuer.example.com', audiences: ['mcp'], jwks }],
    allow: [ClaimRule.claim('sub').equals('alice')],
  });
  const objects = app.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  const render = objects.reduce((run, object) => () => {
    const { text, count } = renderings(object, run);
    counts.set(`${object.kind} ${object.node.id}`, count);
    return text;
  }, () => app.synthYaml() as string);
  const counts = new Map<string, number>();
  render();
  expect([...counts.keys()]).toEqual(expect.arrayContaining(['AgentgatewayPolicy frontend', 'AgentgatewayPolicy require']));
  expect([...counts].filter(([, count]) => count !== 1)).toEqual([]);
  jest.restoreAllMocks();
});

test('what is added after a synthesis is in the next one', () => {
  const { app, backend } = setup();
  app.synthYaml();
  backend.addTarget(McpTarget.host('two.example.com', { tls: true }));
  expect(hostsOf(app.synthYaml() as string)).toEqual(['one.example.com', 'two.example.com']);
  expect(backend.apiObject.toJson().spec.mcp.targets).toHaveLength(2);
});

test('what is added after a synthesis that failed is in the object', () => {
  const { app, chart, backend } = setup();
  chart.node.addValidation({ validate: () => ['not today'] });
  expect(() => app.synthYaml()).toThrow('not today');
  backend.addTarget(McpTarget.host('two.example.com', { tls: true }));
  expect(backend.apiObject.toJson().spec.mcp.targets).toHaveLength(2);
});

test('a patch that is added while charts are written is in what is written', () => {
  const { app, chart, backend } = setup();
  let validated = 0;
  chart.node.addValidation({
    validate: () => {
      if (++validated === 2) backend.apiObject.addJsonPatch(JsonPatch.replace('/spec/mcp/targets/0/static/host', 'patched.example.com'));
      return [];
    },
  });
  expect(hostsOf(app.synthYaml() as string)).toEqual(['patched.example.com']);
});
