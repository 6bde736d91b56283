import { Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { chartFor, rendered, served, synthesized } from './support';
import {
  BackendReference, ClaimRule, CredentialLocation, FailureMode, JwtMode, PolicyPhase, RateLimitUnit, TargetVersion, TrafficPolicy, TrafficPolicyProps,
  TrafficSettings,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const service = BackendReference.fromServiceName('decider', 9000, 'security');
const secret = Secret.fromSecretName(chartFor(), 'secret', 'secret');

function policyIn(chart: Chart, props: Omit<TrafficPolicyProps, 'target'>): TrafficPolicy {
  return new TrafficPolicy(chart, 'traffic', { target: served(chart).route, metadata: { name: 'traffic' }, ...props });
}

function trafficOf(props: Omit<TrafficPolicyProps, 'target'>): any {
  const chart = chartFor();
  policyIn(chart, props);
  return synthesized(chart, 'AgentgatewayPolicy')[0].spec.traffic;
}

describe('a traffic policy', () => {
  test.each<[string, TrafficSettings, object]>([
    ['limits requests at each proxy', { rateLimit: { local: { requests: 5, unit: RateLimitUnit.SECONDS, burst: 10 } } },
      { rateLimit: { local: [{ requests: 5, unit: 'Seconds', burst: 10 }] } }],
    ['limits requests by a service', {
      rateLimit: {
        global: { service, domain: 'mcp', failureMode: FailureMode.FAIL_CLOSED, descriptors: [{ entries: [{ name: 'user', expression: 'jwt.sub' }] }] },
      },
    }, {
      rateLimit: {
        global: {
          backendRef: { kind: 'Service', name: 'decider', namespace: 'security', port: 9000 },
          domain: 'mcp',
          failureMode: 'FailClosed',
          descriptors: [{ entries: [{ name: 'user', expression: 'jwt.sub' }] }],
        },
      },
    }],
    ['limits the time', { requestTimeout: Duration.minutes(2) }, { timeouts: { request: '2m' } }],
    ['sends again', { retry: { attempts: 2, backoff: Duration.millis(250), codes: [503] } }, { retry: { attempts: 2, backoff: '250ms', codes: [503] } }],
    ['changes headers', { requestHeaders: { set: { b: '2', a: '1' } }, responseHeaders: { remove: ['server'] } },
      { headerModifiers: { request: { set: [{ name: 'a', value: '1' }, { name: 'b', value: '2' }] }, response: { remove: ['server'] } } }],
    ['computes headers', { transformation: { request: { set: { 'x-user': 'request.method' }, remove: ['x-b', 'x-a'] } } },
      { transformation: { request: { set: [{ name: 'x-user', value: 'request.method' }], remove: ['x-a', 'x-b'] } } }],
    ['asks for a key of a Secret', { apiKeyAuthentication: { secret, mode: JwtMode.OPTIONAL, location: CredentialLocation.header('X-Api-Key') } },
      { apiKeyAuthentication: { mode: 'Optional', location: { header: { name: 'X-Api-Key' } }, secretRef: { name: 'secret' } } }],
    ['asks for a key of Secrets by label', { apiKeyAuthentication: { secretLabels: { app: 'mcp' } } },
      { apiKeyAuthentication: { secretSelector: { matchLabels: { app: 'mcp' } } } }],
    ['asks for a password', { basicAuthentication: { secret, key: 'users', realm: 'mcp' } },
      { basicAuthentication: { realm: 'mcp', secretRef: { name: 'secret', key: 'users' } } }],
    ['asks a service', { extAuth: { service, grpc: {}, forwardBodyBytes: 1024, cache: { key: ['request.path'], ttl: 'duration("30s")' } } }, {
      extAuth: {
        backendRef: { kind: 'Service', name: 'decider', namespace: 'security', port: 9000 },
        grpc: {},
        forwardBody: { maxSize: 1024 },
        cache: { key: ['request.path'], ttl: 'duration("30s")' },
      },
    }],
    ['answers by itself', { directResponse: { status: 503, body: 'closed' } }, { directResponse: { status: 503, body: 'closed' } }],
    ['lets web pages in', { cors: { allowOrigins: ['https://a.example.com'], exposeHeaders: [] } }, {
      cors: {
        allowOrigins: ['https://a.example.com'],
        allowHeaders: ['Authorization', 'Content-Type', 'Last-Event-ID', 'Mcp-Protocol-Version', 'Mcp-Session-Id'],
        allowMethods: ['GET', 'POST', 'DELETE', 'OPTIONS'],
      },
    }],
  ])('%s', (_, settings, expected) => {
    expect(trafficOf(settings)).toStrictEqual(expected);
  });

  test('lets the server that it names be named from its namespace', () => {
    const chart = chartFor();
    policyIn(chart, { extAuth: { service, grpc: {} } });

    expect(rendered(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec])).toStrictEqual([['security', {
      from: [{ group: 'agentgateway.dev', kind: 'AgentgatewayPolicy', namespace: 'mcp' }], to: [{ group: '', kind: 'Service', name: 'decider' }],
    }]]);
  });

  test('authorizes without a token', () => {
    expect(trafficOf({ require: [ClaimRule.sourceAddress('10.0.0.0/8')] }).authorization).toStrictEqual(
      { action: 'Require', policy: { matchExpressions: ['cidr("10.0.0.0/8").containsIP(source.address)'] } });
  });

  test('that says nothing stops the synthesis', () => {
    const chart = chartFor();
    policyIn(chart, { phase: PolicyPhase.POST_ROUTING });

    expect(() => synthesized(chart, 'AgentgatewayPolicy')).toThrow('[chart/traffic] the policy says nothing');
  });

  test.each<[string, TrafficSettings, string]>([
    ['a limit of nothing', { rateLimit: {} }, '`rateLimit` has neither `local` nor `global`'],
    ['a limit of neither requests nor tokens', { rateLimit: { local: { unit: RateLimitUnit.HOURS } } }, '`rateLimit.local` has 0 of `requests`, `tokens`'],
    ['a limit of both', { rateLimit: { local: { unit: RateLimitUnit.HOURS, requests: 1, tokens: 1 } } }, '`rateLimit.local` has 2 of `requests`, `tokens`'],
    ['no request', { rateLimit: { local: { unit: RateLimitUnit.HOURS, requests: 0 } } }, '`rateLimit.local[0].requests` must be between 1 and 2147483647, not 0'],
    ['a negative burst, which would be no limit', { rateLimit: { local: { unit: RateLimitUnit.HOURS, requests: 1, burst: -1 } } }, '`rateLimit.local.burst` is `-1`'],
    ['no descriptor', { rateLimit: { global: { service, domain: 'a', descriptors: [] } } }, '`rateLimit.global.descriptors` is empty'],
    ['a time below 100ms', { requestTimeout: Duration.millis(50) }, '`requestTimeout` is `50ms`, which is too short\nhelp: give at least 100ms'],
    ['no attempt', { retry: { attempts: 0 } }, '`retry.attempts` must be at least 1, not 0'],
    ['a code that is no failure', { retry: { attempts: 1, codes: [200] } }, '`retry.codes[0]` must be between 400 and 599, not 200'],
    ['a header that is none', { requestHeaders: { set: { 'a b': 'c' } } }, '`headerModifiers.request.set[0].name` must be an HTTP header name'],
    ['a transformation of nothing', { transformation: {} }, '`transformation`: at least one of the fields in [conditional request response] must be set'],
    ['two sources of keys', { apiKeyAuthentication: { secret, secretLabels: { a: 'b' } } }, '`apiKeyAuthentication` has 2 of `secret`, `secretLabels`, `configMapLabels`'],
    ['every Secret as a key', { apiKeyAuthentication: { secretLabels: {} } }, '`apiKeyAuthentication.secretLabels` has no label'],
    ['a password in clear text', { basicAuthentication: { users: ['alice:secret'] } }, '`basicAuthentication.users[0]` is no line of `htpasswd` with a hash'],
    ['passwords that are optional for all', { basicAuthentication: { secret, mode: JwtMode.PERMISSIVE } }, '`basicAuthentication.mode` must be one of'],
    ['a service that is asked in two ways', { extAuth: { service, grpc: {}, http: {} } }, '`extAuth` has 2 of `grpc`, `http`'],
    ['a body of no bytes', { extAuth: { service, grpc: {}, forwardBodyBytes: 0 } }, '`extAuth.forwardBodyBytes` is `0`'],
    ['a status that is none', { directResponse: { status: 100 } }, '`directResponse.status` must be between 200 and 599, not 100'],
    ['two bodies', { directResponse: { status: 200, body: 'a', bodyExpression: '"a"' } }, 'body and bodyExpression may not both be set'],
    ['all origins and one', { cors: { allowOrigins: ['*', 'https://a.example.com'] } }, "AllowOrigins cannot contain '*' alongside other origins"],
  ])('is refused with %s', (_, settings, message) => {
    expect(() => policyIn(chartFor(), settings)).toThrow(message);
  });

  test('does not show a password that it refuses', () => {
    expect(() => policyIn(chartFor(), { basicAuthentication: { users: ['alice:secret'] } })).not.toThrow('secret');
  });

  test.each<[string, TrafficSettings, TargetVersion, string]>([
    ['retry.condition', { retry: { attempts: 1, condition: 'true' } }, TargetVersion.V1_2, '1.3'],
    ['rateLimit.global.failureMode', {
      rateLimit: { global: { service, domain: 'a', failureMode: FailureMode.FAIL_OPEN, descriptors: [{ entries: [{ name: 'a', expression: '"a"' }] }] } },
    }, TargetVersion.V1_0, '1.1'],
    ['extAuth.cache', { extAuth: { service, grpc: {}, cache: { key: ['"a"'], ttl: 'duration("1s")' } } }, TargetVersion.V1_2, '1.3'],
    ['apiKeyAuthentication.configMapSelector', { apiKeyAuthentication: { configMapLabels: { a: 'b' } } }, TargetVersion.V1_3, '1.4'],
    ['directResponse.bodyExpression', { directResponse: { status: 200, bodyExpression: '"a"' } }, TargetVersion.V1_2, '1.3'],
  ])('cannot have `%s` before the release that has it', (field, settings, version, since) => {
    expect(() => policyIn(chartFor(version), settings)).toThrow(`\`${field}\` does not exist in agentgateway ${version}\nhelp: it came with ${since}`);
  });
});

test.each<[Duration, string]>([
  [Duration.hours(2), '2h'],
  [Duration.seconds(90), '90s'],
  [Duration.millis(1500), '1500ms'],
  [Duration.millis(100_000_001), '27h46m40s1ms'],
  [Duration.days(30), '720h'],
])('the duration %s is written `%s`', (duration, text) => {
  expect(trafficOf({ requestTimeout: duration }).timeouts.request).toBe(text);
});
