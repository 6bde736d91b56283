import { Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { refusedByCrds, testWithCrds } from './real-crds';
import { chartFor, rendered, served, synthesized } from './support';
import {
  AllowedRoutes, BackendReference, LabelExpression, McpBackend, McpGateway, McpListener, McpListenerSet, McpTarget,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const certificate = Secret.fromSecretName(chartFor(), 'certificate', 'certificate');
const teams = LabelExpression.oneOf('kubernetes.io/metadata.name', 'a', 'b');
const teamsAs = { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] };

function listenerOf(chart: Chart, listener: McpListener): any {
  new McpGateway(chart, 'gateway', { metadata: { name: 'gateway' }, listeners: [listener] });
  return rendered(chart, 'Gateway')[0].spec.listeners[0];
}

describe('an HTTPS listener', () => {
  test('takes its certificate from the namespace of the gateway', () => {
    const chart = chartFor();

    expect(listenerOf(chart, McpListener.https(certificate)).tls).toStrictEqual({ certificateRefs: [{ name: 'certificate' }] });
    expect(rendered(chart, 'ReferenceGrant')).toStrictEqual([]);
  });

  test('takes its certificate from elsewhere, where that is allowed', () => {
    const chart = chartFor();
    const { tls } = listenerOf(chart, McpListener.https(certificate, { certificateNamespace: 'certificates', tlsOptions: { 'example.com/a': 'b' } }));

    expect(tls).toStrictEqual({ certificateRefs: [{ name: 'certificate', namespace: 'certificates' }], options: { 'example.com/a': 'b' } });
    expect(rendered(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec])).toStrictEqual([['certificates', {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'mcp' }], to: [{ group: '', kind: 'Secret', name: 'certificate' }],
    }]]);
  });

  test.each([['mcp', undefined, 0], ['certificates', 'certificates', 1]])('finds a Secret of the app in %s', (namespace, shown, grants) => {
    const chart = chartFor();
    const secret = new Secret(chart, 'secret', { metadata: { name: 'certificate', namespace } });

    expect(listenerOf(chart, McpListener.https(secret)).tls.certificateRefs[0].namespace).toBe(shown);
    expect(rendered(chart, 'ReferenceGrant')).toHaveLength(grants);
  });

  test('takes its certificate from where something else of that name is named too', () => {
    const chart = chartFor();
    new McpGateway(chart, 'gateway', {
      listeners: [McpListener.https(certificate, { certificateNamespace: 'elsewhere' })],
      accessLog: { otlp: { collector: BackendReference.fromServiceName('certificate', 4317, 'elsewhere') } },
    });

    expect(rendered(chart, 'ReferenceGrant').map(({ spec }) => [spec.from[0].kind, spec.to[0].kind]).sort()).toStrictEqual(
      [['AgentgatewayPolicy', 'Service'], ['Gateway', 'Secret']]);
  });

  test('of a set takes its certificate from elsewhere too', () => {
    const chart = chartFor();
    new McpListenerSet(chart, 'set', { gateway: served(chart).gateway, listeners: [McpListener.https(certificate, { certificateNamespace: 'certificates' })] });

    expect(rendered(chart, 'ListenerSet')[0].spec.listeners[0].tls.certificateRefs).toStrictEqual([{ name: 'certificate', namespace: 'certificates' }]);
    expect(rendered(chart, 'ReferenceGrant')[0].spec.from[0].kind).toBe('ListenerSet');
  });

  test('has a certificate by its options', () => {
    const chart = chartFor();
    const options = { 'agentgateway.dev/tls-certificate-source': 'DYNAMIC_CA' };

    expect(listenerOf(chart, McpListener.httpsByOptions(options)).tls).toStrictEqual({ options });
    expect(() => synthesized(chart, 'Gateway')).not.toThrow();
    expect(() => McpListener.httpsByOptions({})).toThrow('`tlsOptions` is empty, so the listener has no certificate');
    expect(() => McpListener.https(certificate, { tlsOptions: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`a${index}`, 'b'])) }))
      .toThrow('`tlsOptions` has 17 entries\nhelp: give 1 to 16 entries');
  });
});

test('a listener takes routes of namespaces by conditions', () => {
  const { allowedRoutes } = listenerOf(chartFor(), McpListener.http({ allowedRoutes: AllowedRoutes.fromNamespacesMatching(teams) }));

  expect(allowedRoutes).toStrictEqual({ namespaces: { from: 'Selector', selector: { matchExpressions: [teamsAs] } } });
  expect(() => AllowedRoutes.fromNamespacesMatching()).toThrow('`expressions` has no label, so it would select everything');
});

describe('a selector of MCP servers', () => {
  test('has conditions about labels', () => {
    const chart = chartFor();
    new McpBackend(chart, 'backend', {
      targets: [McpTarget.selector('all', {
        services: { app: 'mcp' },
        serviceExpressions: [LabelExpression.doesNotExist('hidden'), LabelExpression.exists('team'), LabelExpression.noneOf('team', 'c')],
        namespaceExpressions: [teams],
      })],
    });

    expect(rendered(chart, 'AgentgatewayBackend')[0].spec.mcp.targets[0].selector).toStrictEqual({
      services: {
        matchLabels: { app: 'mcp' },
        matchExpressions: [{ key: 'hidden', operator: 'DoesNotExist' }, { key: 'team', operator: 'Exists' }, { key: 'team', operator: 'NotIn', values: ['c'] }],
      },
      namespaces: { matchExpressions: [teamsAs] },
    });
  });

  test.each<[() => unknown, string]>([
    [() => LabelExpression.oneOf('a'), 'label `a` is compared with no value\nhelp: give at least one'],
    [() => LabelExpression.noneOf('a'), 'label `a` is compared with no value'],
    [() => LabelExpression.exists(''), '`key` is empty'],
    [() => McpTarget.selector('all', { services: {}, serviceExpressions: [] }), '`services` has no label, so it would select everything'],
  ])('is refused without sense (%#)', (make, message) => {
    expect(make).toThrow(message);
  });
});

testWithCrds('listeners and selectors are accepted by the CRDs', () => {
  const chart = chartFor();
  new McpGateway(chart, 'gateway', {
    listeners: [
      McpListener.https(certificate, { certificateNamespace: 'certificates', tlsOptions: { 'example.com/a': 'b' } }),
      McpListener.httpsByOptions({ 'agentgateway.dev/tls-certificate-source': 'DYNAMIC_CA' }, { name: 'other', hostname: 'a.example.com' }),
      McpListener.http({ allowedRoutes: AllowedRoutes.fromNamespacesMatching(teams) }),
    ],
  });
  new McpBackend(chart, 'backend', { targets: [McpTarget.selector('all', { serviceExpressions: [teams] })] });

  expect(refusedByCrds(chart, 'Gateway', 'ReferenceGrant', 'AgentgatewayBackend')).toStrictEqual([]);
});
