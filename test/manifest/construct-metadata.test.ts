import { readConstructMetadata } from '../../src/manifest';

const NAME = 'dist/construct-metadata.json';

test('the paths of constructs are read by the names of their objects', () => {
  expect(readConstructMetadata(NAME, '{"version":"1.0.0","resources":{"jwt":{"path":"access/jwt"},"__proto__":{"path":"a"}}}'))
    .toEqual(JSON.parse('{"jwt":"access/jwt","__proto__":"a"}'));
});

test.each([
  ['another name', 'dist/metadata.json', '{"version":"1.0.0","resources":{}}'],
  ['no JSON', NAME, '{"version":'],
  ['a list', NAME, '[]'],
  ['a Kubernetes object', NAME, '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}'],
  ['no resources', NAME, '{"version":"1.0.0"}'],
  ['a resource without a path', NAME, '{"version":"1.0.0","resources":{"a":{}}}'],
])('a file with %s is none', (_, file, text) => {
  expect(readConstructMetadata(file, text)).toBeUndefined();
});
