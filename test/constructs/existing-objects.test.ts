import { Chart, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { McpBackend, McpGateway } from '../../src';
import { existingObjects } from '../../src/constructs/synthesis/existing-objects';

test('objects that are named and not made count as existing, in the namespace that the policy looks for them', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  const shared = McpGateway.fromGatewayName(chart, 'shared', 'shared', 'gateways');
  shared.addRoute('/mcp', McpBackend.fromBackendName(chart, 'tools', 'tools', 'gateways'), { metadata: { namespace: 'gateways' } });
  Secret.fromSecretName(chart, 'token', 'github-token');
  McpGateway.fromGatewayName(new Chart(app, 'anywhere'), 'shared', 'shared');

  expect(existingObjects(app.node.findAll())).toStrictEqual([
    { kind: 'Gateway', name: 'shared', namespace: 'gateways' },
    { kind: 'AgentgatewayBackend', name: 'tools', namespace: 'gateways' },
    { kind: 'Secret', name: 'github-token', namespace: 'mcp' },
    { kind: 'Gateway', name: 'shared', namespace: 'default' },
  ]);
});

test('objects that the app makes do not', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'access', { namespace: 'mcp' });
  new McpGateway(chart, 'gateway');
  new Secret(chart, 'secret');

  expect(existingObjects(app.node.findAll())).toStrictEqual([]);
});
