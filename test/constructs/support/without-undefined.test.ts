import { App, Chart } from 'cdk8s';
import { McpBackend, McpBackendProps, McpTarget } from '../../../src';
import { withoutUndefined } from '../../../src/constructs/support/without-undefined';

/** What plain JavaScript gives for a prop that is not set. */
const unset = null as never;

function specsOf(fill: (chart: Chart) => void): unknown[] {
  const app = new App();
  const chart = new Chart(app, 'chart');
  fill(chart);
  return (chart.toJson() as { spec: unknown }[]).map(({ spec }) => spec);
}

const targets = [McpTarget.host('mcp.example.com')];

test.each<keyof McpBackendProps>(['prefixMode', 'failureMode', 'sessionRouting'])('%s of a backend may be null, and its default holds', (prop) => {
  const backend = (props: Partial<McpBackendProps>) => specsOf((chart) => new McpBackend(chart, 'tools', { targets, ...props }));
  expect(backend({ [prop]: unset })).toEqual(backend({}));
});

test('fields that are undefined or null are left out, and entries of lists are not', () => {
  expect(withoutUndefined({ a: null, b: undefined, c: { d: null, e: 0 }, f: ['', null, { g: null }] })).toEqual({ c: { e: 0 }, f: ['', null, {}] });
});
