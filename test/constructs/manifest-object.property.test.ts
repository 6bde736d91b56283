import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { gvk } from '../../src/constructs/support/gvk';
import { ManifestObject } from '../../src/constructs/support/manifest-object';

/** What `render` of this package and that of cdk8s make of one spec, as text, so that the order of the names counts. */
function renderings(spec: unknown, app: App = new App()): readonly [ours: string, theirs: string] {
  const metadata = { name: 'any', labels: { zone: 'a', app: 'mcp' }, annotations: { note: Lazy.any({ produce: () => 'late' }) as string } };
  const ours = new ManifestObject(new Chart(app, 'ours'), 'object', { ...gvk.httpRoute, metadata, spec: () => spec as Record<string, unknown> });
  const theirs = new ApiObject(new Chart(app, 'theirs'), 'object', { ...gvk.httpRoute, metadata, spec: Lazy.any({ produce: () => spec }) });
  return [textOf(ours), textOf(theirs)];
}

function textOf(object: ApiObject): string {
  try {
    // what JSON leaves out and what it has no word for must agree as well
    return JSON.stringify(object.toJson(), (_, value: unknown) => value === undefined ? '(undefined)' : typeof value === 'number' ? `number ${value}` : value);
  } catch (error) {
    return String(error).replaceAll('theirs', 'ours');
  }
}

const names = fc.oneof(fc.string(), fc.constantFrom('value', 'resolve', 'constructor', '__proto__', 'toJSON', 'length', '10', '9'));
const scalars = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined));
const late = fc.oneof(
  scalars.map((value) => Lazy.any({ produce: () => value })),
  fc.string().map((value) => ({ resolve: () => value })),
  fc.constantFrom(new Date(0), new Map([['a', 1]]), Object.create(null), 10n, () => 'called', Symbol.iterator),
);

function specsOf(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('map')),
    map: fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map((entries): unknown => Object.fromEntries(entries)),
  })).map;
}

test('an object is rendered as cdk8s renders it, whatever plain values its spec holds', () => {
  fc.assert(fc.property(specsOf(scalars), (spec) => {
    const [ours, theirs] = renderings(spec);
    expect(ours).toBe(theirs);
  }), { numRuns: 500 });
});

test('an object is rendered as cdk8s renders it, or fails as it does, whatever late and odd values its spec holds', () => {
  fc.assert(fc.property(specsOf(fc.oneof(scalars, late)), (spec) => {
    const [ours, theirs] = renderings(spec);
    expect(ours).toBe(theirs);
  }), { numRuns: 500 });
});

test('a resolver of the app has its say about plain values', () => {
  const app = new App({
    resolvers: [{
      resolve(context) {
        if (context.value === 'here') context.replaceValue('there');
      },
    }],
  });
  const [ours, theirs] = renderings({ hostnames: ['here'] }, app);
  expect(ours).toContain('there');
  expect(ours).toBe(theirs);
});

test('a patch changes what is rendered, before and after the object was judged', () => {
  const object = new ManifestObject(new Chart(new App(), 'chart'), 'object', { ...gvk.httpRoute, spec: () => ({ hostnames: ['one.example.com'] }) });
  object.addJsonPatch(JsonPatch.replace('/spec/hostnames/0', 'two.example.com'));
  expect(object.judge()).toMatchObject({ spec: { hostnames: ['two.example.com'] } });

  object.addJsonPatch(JsonPatch.replace('/spec/hostnames/0', 'three.example.com'));
  object.settle();
  expect(object.toJson()).toMatchObject({ spec: { hostnames: ['three.example.com'] } });
});

test('names keep their order where cdk8s is told not to sort them', () => {
  process.env.CDK8S_DISABLE_SORT = 'yes';
  try {
    const [ours, theirs] = renderings({ second: 1, first: 2 });
    expect(ours).toBe(theirs);
    expect(ours).toMatch(/second.*first/);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});
