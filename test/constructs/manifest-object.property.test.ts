import { ApiObject, ApiObjectMetadata, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { gvk } from '../../src/constructs/support/gvk';
import { ManifestObject } from '../../src/constructs/support/manifest-object';

/** What a user does to the metadata of an object that was made. */
type Change = (metadata: ApiObject['metadata']) => void;

interface Made {
  readonly spec?: unknown;
  readonly metadata?: ApiObjectMetadata;
  readonly changes?: readonly Change[];
  /** Of the chart, for every object in it. */
  readonly labels?: Record<string, string>;
  readonly app?: App;
}

class NamingChart extends Chart {
  public override generateObjectName(): string {
    return 'generated';
  }
}

/** What `render` of this package and that of cdk8s make of one object, as text, so that the order of the names counts. */
function renderings({ spec = {}, metadata = { name: 'any' }, changes = [], labels = {}, app = new App() }: Made): readonly [ours: string, theirs: string] {
  const [ourChart, theirChart] = ['ours', 'theirs'].map((id) => new NamingChart(app, id, { labels }));
  const ours = new ManifestObject(ourChart, 'object', { ...gvk.httpRoute, metadata, spec: () => spec as Record<string, unknown> });
  const theirs = new ApiObject(theirChart, 'object', { ...gvk.httpRoute, metadata, spec: Lazy.any({ produce: () => spec }) });
  for (const change of changes) [ours, theirs].forEach((object) => change(object.metadata));
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
    const [ours, theirs] = renderings({ spec });
    expect(ours).toBe(theirs);
  }), { numRuns: 500 });
});

test('an object is rendered as cdk8s renders it, or fails as it does, whatever late and odd values its spec holds', () => {
  fc.assert(fc.property(specsOf(fc.oneof(scalars, late)), (spec) => {
    const [ours, theirs] = renderings({ spec });
    expect(ours).toBe(theirs);
  }), { numRuns: 500 });
});

const anyText = fc.oneof(fc.string(), fc.constantFrom('', undefined, null, Lazy.any({ produce: () => 'late' }))) as fc.Arbitrary<string>;
const texts = fc.dictionary(names, anyText);
const controller = fc.option(fc.boolean(), { nil: undefined });
const owner = fc.record({ apiVersion: anyText, kind: fc.string(), name: anyText, uid: fc.string(), controller });
const metadataNames = fc.oneof(names, fc.constantFrom('name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences', 'generation'));
const anyMetadata = fc.record({
  name: fc.oneof(fc.constantFrom('any', '', undefined)),
  namespace: anyText,
  labels: texts,
  annotations: texts,
  finalizers: fc.array(fc.string(), { maxLength: 2 }),
  ownerReferences: fc.array(owner, { maxLength: 2 }),
  generation: fc.oneof(specsOf(scalars), fc.constantFrom(1, [], [[]], {}, { deep: { deeper: {} } })),
}, { requiredKeys: [] }) as fc.Arbitrary<ApiObjectMetadata>;
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(names, anyText).map(([key, value]): Change => (metadata) => metadata.addLabel(key, value)),
  fc.tuple(names, anyText).map(([key, value]): Change => (metadata) => metadata.addAnnotation(key, value)),
  fc.array(fc.string(), { maxLength: 2 }).map((finalizers): Change => (metadata) => metadata.addFinalizers(...finalizers)),
  owner.map((reference): Change => (metadata) => metadata.addOwnerReference(reference)),
  fc.tuple(metadataNames, fc.oneof(specsOf(scalars), scalars)).map(([key, value]): Change => (metadata) => metadata.add(key, value)),
);

test('metadata is rendered as cdk8s renders it, whatever it is given and whatever is added to it', () => {
  fc.assert(fc.property(anyMetadata, fc.array(change, { maxLength: 4 }), texts, (metadata, changes, labels) => {
    const [ours, theirs] = renderings({ metadata, changes, labels });
    expect(ours).toBe(theirs);
  }), { numRuns: 1000 });
});

test('metadata that holds nothing is left out as cdk8s leaves it out', () => {
  const [ours, theirs] = renderings({ metadata: { name: undefined, labels: {} } });
  expect(ours).toBe(theirs);
  expect(ours).not.toContain('metadata');
});

test('a resolver of the app has its say about plain values', () => {
  const app = new App({
    resolvers: [{
      resolve(context) {
        if (context.value === 'here') context.replaceValue('there');
      },
    }],
  });
  const [ours, theirs] = renderings({ spec: { hostnames: ['here'] }, app });
  expect(ours).toContain('there');
  expect(ours).toBe(theirs);
});

test('a patch changes what is rendered, before and after the object was judged', () => {
  const object = new ManifestObject(new Chart(new App(), 'chart'), 'object', { ...gvk.httpRoute, spec: () => ({ hostnames: ['one.example.com'] }) });
  object.addJsonPatch(JsonPatch.replace('/spec/hostnames/0', 'two.example.com'));
  expect(object.judge()).toMatchObject({ spec: { hostnames: ['two.example.com'] } });

  object.addJsonPatch(JsonPatch.replace('/spec/hostnames/0', 'three.example.com'));
  object.settle(() => undefined);
  expect(object.toJson()).toMatchObject({ spec: { hostnames: ['three.example.com'] } });
});

test('names keep their order where cdk8s is told not to sort them', () => {
  process.env.CDK8S_DISABLE_SORT = 'yes';
  try {
    const [ours, theirs] = renderings({ spec: { second: 1, first: 2 } });
    expect(ours).toBe(theirs);
    expect(ours).toMatch(/second.*first/);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});
