import { diagnose, Diagnostic, reportJson, reportText, summarize } from '../../src/diagnostics';
import { readManifests } from '../../src/manifest';

const KEY = '{ name: token, value: x }';

function route(annotation: string | undefined): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: mcp, namespace: apps${annotation === undefined ? '' : `, annotations: { cdk8s-mcp-gateway.dev/acknowledge: ${JSON.stringify(annotation)} }`} }
spec:
  parentRefs: [{ name: gateway }]
  rules: [{ filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [${KEY.replace('token', 'Authorization')}] } }] }]
`;
}

function found(annotation?: string): readonly Diagnostic[] {
  const { manifests } = readManifests([{ file: 'route.yaml', text: route(annotation) }]);
  return diagnose(manifests, { targetVersion: '1.4', external: [{ kind: 'Gateway', namespace: 'apps', name: 'gateway' }] }).filter(({ code }) => ['B27', 'S04'].includes(code));
}

test('a finding without acknowledgement counts', () => {
  expect(summarize(found())).toMatchObject({ warnings: 1 });
});

test('an acknowledged finding stays in the report with its reason and counts for nothing', () => {
  const [diagnostic] = found('B27: a token for tests only');
  expect(diagnostic).toMatchObject({ code: 'B27', acknowledged: 'a token for tests only' });
  expect(summarize([diagnostic])).toEqual({ errors: 0, warnings: 0, infos: 0 });
  expect(reportText([diagnostic])).toContain('acknowledged[B27]');
  expect(reportText([diagnostic])).toContain('reason: a token for tests only');
  expect(JSON.parse(reportJson([diagnostic], '1.4')).diagnostics[0].acknowledged).toBe('a token for tests only');
});

test.each([
  ['another code', 'J08: single tenant', '`J08` is acknowledged and not found'],
  ['a code without reason', 'B27', '`B27` acknowledges nothing'],
  ['a code with an empty reason', 'B27: ', '`B27:` acknowledges nothing'],
  ['a finding of the schema', 'S01: I know', '`S01: I know` acknowledges nothing'],
])('an acknowledgement of %s is reported and hides nothing', (_name, annotation, message) => {
  const diagnostics = found(annotation);
  expect(diagnostics.filter(({ code }) => code === 'S04')).toEqual([expect.objectContaining({ message, source: expect.objectContaining({ file: 'route.yaml' }) })]);
  expect(diagnostics.find(({ code }) => code === 'B27')?.acknowledged).toBeUndefined();
});

test('several lines acknowledge several findings', () => {
  expect(found('B27: for tests\nJ08: single tenant').map(({ code, acknowledged }) => [code, acknowledged])).toEqual([['B27', 'for tests'], ['S04', undefined]]);
});

test('of two reasons for one finding the first counts and the second is reported', () => {
  expect(found('B27: first\nB27: second').map(({ code, acknowledged }) => [code, acknowledged])).toEqual([['B27', 'first'], ['S04', undefined]]);
});

test('an acknowledgement speaks for its own object only', () => {
  const { manifests } = readManifests([{ file: 'a.yaml', text: route('B27: for tests') }, { file: 'b.yaml', text: route(undefined).replace('name: mcp,', 'name: other,') }]);
  const diagnostics = diagnose(manifests, { targetVersion: '1.4' }).filter(({ code }) => code === 'B27');
  expect(diagnostics.map(({ object, acknowledged }) => [object?.name, acknowledged])).toEqual([['mcp', 'for tests'], ['other', undefined]]);
});
