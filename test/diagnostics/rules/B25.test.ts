import { backendExample } from '../../../src/diagnostics/examples/backend-example';
import { serviceExample } from '../../../src/diagnostics/examples/service-example';
import { findingsOf } from '../support/findings-of';

function scaled(maxReplicas: number, { name = 'tools', sessions = 'Stateful' } = {}): string {
  return [backendExample(['{ name: tools, static: { backendRef: { name: tools }, port: 8080 } }'], [`sessionRouting: ${sessions}`]), serviceExample(), `
apiVersion: apps/v1
kind: Deployment
metadata: { name: tools, namespace: apps }
spec: { template: { metadata: { labels: { app: tools } } } }
`, `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: tools, namespace: apps }
spec: { maxReplicas: ${maxReplicas}, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }
`].join('---');
}

test('an autoscaler that may start a second pod is seen', () => {
  expect(findingsOf('B25', scaled(2))).toHaveLength(1);
});

test.each([
  ['one pod is the most', scaled(1)],
  ['it scales something else', scaled(5, { name: 'other' })],
  ['there are no sessions', scaled(5, { sessions: 'Stateless' })],
])('an autoscaler is nothing to tell where %s', (_why, yaml) => {
  expect(findingsOf('B25', yaml)).toEqual([]);
});
