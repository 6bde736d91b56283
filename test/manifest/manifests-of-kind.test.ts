import { Manifest, manifestsOfKind } from '../../src/manifest';

function manifest(apiVersion: string, kind: string, name: string): Manifest {
  return { object: { apiVersion, kind, metadata: { name } } };
}

test('the manifests of a kind keep their order, and those of another group or of a version that is not read are left out', () => {
  const manifests = [
    manifest('gateway.networking.k8s.io/v1', 'Gateway', 'first'),
    manifest('v1', 'Service', 'between'),
    manifest('networking.istio.io/v1', 'Gateway', 'of another group'),
    manifest('gateway.networking.k8s.io/v1alpha2', 'Gateway', 'of a version that is not read'),
    manifest('gateway.networking.k8s.io/v1beta1', 'Gateway', 'second'),
  ];

  expect(manifestsOfKind(manifests, 'Gateway').map(({ object }) => object.metadata.name)).toStrictEqual(['first', 'second']);
  expect(manifestsOfKind(manifests, 'HTTPRoute')).toStrictEqual([]);
});

test('an object whose kind is the name of a built-in member is of no kind', () => {
  expect(manifestsOfKind([manifest('v1', 'constructor', 'odd'), manifest('v1', '__proto__', 'odder')], 'Service')).toStrictEqual([]);
});
