import { backendExample } from '../../../src/diagnostics/examples/backend-example';
import { serviceExample } from '../../../src/diagnostics/examples/service-example';
import { findingsOf } from '../support/findings-of';

const OTHER = serviceExample({ name: 'web', labels: 'app: web' });

function selecting(selector: string): string {
  return `${backendExample([`{ name: tools, selector: ${selector} }`])}---${OTHER}`;
}

test.each([
  ['the target', '{ services: { matchLabels: { tier: mcp } } }', { namespace: 'apps', name: 'tools' }],
  ['a label', '{ services: { matchLabels: { app: mcp-ext } } }', { namespace: 'apps', name: 'mcp-ext' }],
  ['a label, in the namespace that is selected',
    '{ services: { matchLabels: { app: mcp-ext } }, namespaces: { matchLabels: { kubernetes.io/metadata.name: servers } } }', { namespace: 'servers', name: 'mcp-ext' }],
])('a Service that exists elsewhere and has the name of %s is not missed', (_what, selector, key) => {
  expect(findingsOf('B09', selecting(selector))).toHaveLength(1);
  expect(findingsOf('B09', selecting(selector), [{ kind: 'Service', ...key }])).toEqual([]);
});

test('another Service that exists elsewhere changes nothing', () => {
  expect(findingsOf('B09', selecting('{ services: { matchLabels: { app: mcp-ext } } }'), [{ kind: 'Service', namespace: 'apps', name: 'db' }])).toHaveLength(1);
});

describe('a Service of another name', () => {
  const annotated = (line: string, selector = '{ services: { matchLabels: { app: mcp-ext } } }') =>
    selecting(selector).replace('namespace: apps', `namespace: apps, annotations: { cdk8s-mcp-gateway.dev/external: ${line} }`);

  test('is not missed where the backend itself names it', () => {
    expect(findingsOf('B09', annotated('Service/apps/team-server'))).toEqual([]);
    expect(findingsOf('B09', annotated('Service/servers/team-server', '{ services: { matchLabels: { app: mcp-ext } }, namespaces: { matchLabels: { team: mcp } } }'))).toEqual([]);
  });

  test.each([
    ['it is in a namespace that is not searched', 'Service/servers/team-server'],
    ['it is among the manifests with other labels', 'Service/apps/web'],
    ['it is no Service', 'Secret/apps/token'],
  ])('is missed where %s', (_why, line) => {
    expect(findingsOf('B09', annotated(line))).toHaveLength(1);
  });

  test('is missed where another object names it, and the help says where to', () => {
    const yaml = `${selecting('{ services: { matchLabels: { app: mcp-ext } } }')}---${serviceExample({ name: 'db', labels: 'app: db' })
      .replace('namespace: apps', 'namespace: apps, annotations: { cdk8s-mcp-gateway.dev/external: Service/apps/team-server }')}`;
    expect(findingsOf('B09', yaml)[0].help).toMatch(/the annotation of this backend itself is what counts$/);
  });
});
