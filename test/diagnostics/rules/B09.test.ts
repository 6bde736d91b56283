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
