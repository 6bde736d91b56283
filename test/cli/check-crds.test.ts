import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/run';

const CRDS = join(__dirname, '../fixtures/crds');

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-crds-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function check(manifest: string, ...options: string[]) {
  writeFileSync(join(folder, 'in.yaml'), manifest);
  let [stdout, stderr] = ['', ''];
  const io = { stdout: (text: string) => { stdout += text; }, stderr: (text: string) => { stderr += text; }, stdin: () => Promise.resolve('') };
  const code = await main(['check', '--format', 'json', ...options, join(folder, 'in.yaml')], io);
  return { code, stdout, stderr };
}

const widget = (spec: string) => `apiVersion: test.example/v1\nkind: Widget\nmetadata:\n  name: w\nspec: ${spec}\n`;

test('what the CRDs refuse fails the check, at its place', async () => {
  const { code, stdout } = await check(widget('{ limit: 2 }'), '--crds', CRDS);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).diagnostics).toEqual([expect.objectContaining({
    code: 'S02', message: 'field `spec.size`: size 3 is over 2', source: { file: join(folder, 'in.yaml'), line: 5, column: 1 },
  })]);
});

test('an object that the CRDs accept is not called one of an unknown kind', async () => {
  expect(JSON.parse((await check(widget('{}'), '--crds', CRDS)).stdout).diagnostics).toEqual([]);
  expect(JSON.parse((await check(widget('{}'))).stdout).diagnostics).toEqual([expect.objectContaining({ code: 'S05', severity: 'info' })]);
});

test('a folder without CRDs is wrong use', async () => {
  const { code, stderr } = await check(widget('{}'), '--crds', folder);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `error: \`${folder}\` holds no CRD\n  help: name a folder with the CustomResourceDefinitions of your cluster\n` });
});

describe('a kind that is built in and defined by the CRDs', () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: httproutes.gateway.networking.k8s.io }
spec:
  group: gateway.networking.k8s.io
  names: { kind: HTTPRoute, plural: httproutes }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                parentRefs: { type: array, items: { type: object, x-kubernetes-preserve-unknown-fields: true } }
                hostnames: { type: array, items: { type: string }, x-kubernetes-validations: [{ rule: self.size() < 2, message: one name only }] }
                rules:
                  type: array
                  items:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
                    properties: { experimental: { type: object, properties: { attempts: { type: integer, maximum: 3 } } } }
`;
  const route = (spec: string) => 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n'
    + `metadata: { name: r, namespace: apps }\nspec: ${spec}\n`;
  const structural = async (manifest: string, ...options: string[]) => {
    const { code, stdout } = await check(manifest, ...options);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; severity: string; security: boolean; message: string }[] };
    const isStructural = ({ code: found }: { code: string }): boolean => /^S0[12]$/.test(found);
    return { code, found: diagnostics.filter(isStructural), others: diagnostics.filter((diagnostic) => !isStructural(diagnostic)) };
  };
  let crds: string[];

  beforeEach(() => {
    mkdirSync(join(folder, 'crds'));
    writeFileSync(join(folder, 'crds/crd.yaml'), crd);
    crds = ['--crds', join(folder, 'crds')];
  });

  test('a field that the CRD has and no rule knows is said, and the rest of the object is judged without it', async () => {
    const manifest = route('{ parentRefs: [{ name: nowhere }], rules: [{ experimental: { attempts: 2 } }] }');
    expect(await structural(manifest)).toMatchObject({ code: 1, found: [{ code: 'S01', severity: 'error' }], others: [] });
    expect(await structural(manifest, ...crds)).toMatchObject({
      found: [{
        code: 'S01',
        severity: 'warning',
        security: true,
        message: 'the CRDs have field `spec.rules[0].experimental`, which no rule knows: this HTTPRoute is judged as if it were not there',
        field: 'spec.rules[0].experimental',
        source: { line: 4, column: 52 },
      }],
      others: [{ code: 'B36' }],
    });
  });

  test('a field in a block that decides who gets access stops, and the rest is judged', async () => {
    expect(await structural(route('{ parentRefs: [{ name: nowhere, unless: {} }] }'), ...crds)).toMatchObject({
      code: 1,
      found: [{
        code: 'S01',
        severity: 'error',
        security: true,
        message: 'the CRDs have field `spec.parentRefs[0].unless`, which no rule knows: this HTTPRoute is judged as if it were not there, '
          + 'though it may decide who gets access',
      }],
      others: [{ code: 'B36' }],
    });
  });

  test('what the CRD accepts and the rules cannot read leaves an object that no rule has judged, which is said and stops', async () => {
    expect(await structural(route('{ parentRefs: [{ name: 1 }] }'), ...crds)).toMatchObject({
      code: 1,
      found: [{
        code: 'S01',
        severity: 'error',
        security: true,
        message: 'the CRDs accept this HTTPRoute, but no rule has judged it: for the rules field `spec.parentRefs[0].name` must be a text, not the number `1`',
      }],
      others: [],
    });
  });

  test('each of two objects of one name is judged by itself', async () => {
    const manifest = `${route('{ hostnames: [a.example, b.example] }')}---\n${route('{ parentRefs: [{ name: 1 }] }')}`;
    expect((await structural(manifest, ...crds)).found.map(({ message }) => message)).toEqual([
      'field `spec.hostnames`: one name only',
      'the CRDs accept this HTTPRoute, but no rule has judged it: for the rules field `spec.parentRefs[0].name` must be a text, not the number `1`',
    ]);
  });

  test('what the CRD refuses is said once, in its words', async () => {
    expect(await structural(route('{ rules: [{ experimental: { attempts: 4 } }] }'), ...crds)).toMatchObject({
      code: 1,
      found: [
        { code: 'S01', severity: 'error', message: 'field `spec.rules[0].experimental.attempts` must be at most 3, not 4' },
      ],
    });
    expect((await structural(route('{ hostnames: ["a.b", 1], nothing: 1 }'), ...crds)).found.map(({ message }) => message)).toEqual([
      'field `spec.hostnames[1]` must be a text, not a number', 'field `spec.nothing` does not exist',
    ]);
  });

  test('what the CRD alone refuses is refused', async () => {
    expect(await structural(route('{ hostnames: [a.example, b.example] }'), ...crds)).toMatchObject({ code: 1, found: [{ code: 'S02', message: 'field `spec.hostnames`: one name only' }] });
  });

  test('of metadata a CRD says nothing, so that what is built in stays', async () => {
    const manifest = route('{}').replace('name: r,', 'name: r, labels: [1],');
    expect((await structural(manifest, ...crds)).found).toEqual((await structural(manifest)).found);
  });
});

describe('a field that another release has', () => {
  const backend = 'apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayBackend\nmetadata: { name: github, namespace: ns }\n'
    + 'spec: { mcp: { prefixMode: Always, targets: [{ name: github, static: { host: mcp.example.com, port: 80 } }] } }\n';
  const crd = (mcp: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: agentgatewaybackends.agentgateway.dev }
spec:
  group: agentgateway.dev
  names: { kind: AgentgatewayBackend, plural: agentgatewaybackends }
  scope: Namespaced
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { mcp: ${mcp} } } } } }
`;
  const messagesBy = async (mcp: string) => {
    mkdirSync(join(folder, 'crds'));
    writeFileSync(join(folder, 'crds/crd.yaml'), crd(mcp));
    const { stdout } = await check(backend, '--target-version', '1.3', '--crds', join(folder, 'crds'));
    return (JSON.parse(stdout) as { diagnostics: { code: string; security: boolean; message: string }[] }).diagnostics
      .filter(({ code }) => /^[SC]/.test(code)).map(({ code, security, message }) => [code, security, message]);
  };

  test('and the CRDs have is said to be judged for the wrong release', async () => {
    expect(await messagesBy('{ type: object, x-kubernetes-preserve-unknown-fields: true }')).toEqual([
      ['C33', true, 'the CRDs are of another release than 1.3, and no rule has judged this AgentgatewayBackend: '
        + 'for the rules field `spec.mcp.prefixMode` does not exist in agentgateway 1.3'],
    ]);
  });

  test('and the CRDs do not have is refused once', async () => {
    expect(await messagesBy('{ type: object, properties: { targets: { type: array, items: { type: object, x-kubernetes-preserve-unknown-fields: true } } } }')).toEqual([
      ['S01', false, 'field `spec.mcp.prefixMode` does not exist'],
    ]);
  });
});
