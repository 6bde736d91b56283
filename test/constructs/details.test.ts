import { Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { refusedByCrds, testWithCrds } from './real-crds';
import { chartFor, served, synthesized } from './support';
import {
  BackendReference, ExtProcBodyMode, ExtProcHeaderMode, FailureMode, JwtMode, RateLimitCostUnit, RateLimitUnit, TrafficPolicy, TrafficSettings,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const service = BackendReference.fromServiceName('decider', 9000);
const backendRef = { kind: 'Service', name: 'decider', port: 9000 };
const secret = Secret.fromSecretName(chartFor(), 'secret', 'secret');
const hashed = 'alice:$2y$05$abcdefghijklmnopqrstuuPzJ7vX1n1yYxj0lLr9zQfK2m3n4o5p6';

/** Settings in every detail, and what comes of them. */
const details: [string, TrafficSettings, object][] = [
  ['global limits', {
    rateLimit: {
      global: {
        service,
        domain: 'mcp',
        failureMode: FailureMode.FAIL_CLOSED,
        descriptors: [{ entries: [{ name: 'user', expression: 'jwt.sub' }], unit: RateLimitCostUnit.TOKENS, cost: '2' }],
      },
    },
  }, {
    rateLimit: {
      global: {
        backendRef, domain: 'mcp', failureMode: 'FailClosed', descriptors: [{ entries: [{ name: 'user', expression: 'jwt.sub' }], unit: 'Tokens', cost: '2' }],
      },
    },
  }],
  ['limits of tokens', { rateLimit: { local: { tokens: 100, unit: RateLimitUnit.HOURS, burst: 0 } } }, { rateLimit: { local: [{ tokens: 100, unit: 'Hours', burst: 0 }] } }],
  ['retries', { retry: { attempts: 2, condition: 'response.code == 503', precondition: 'request.method == "GET"' } },
    { retry: { attempts: 2, condition: 'response.code == 503', precondition: 'request.method == "GET"' } }],
  ['authorization by gRPC', {
    extAuth: { service, grpc: { contextExtensions: { a: 'b' }, requestMetadata: { user: 'jwt.sub' } }, failureMode: FailureMode.FAIL_CLOSED },
  }, {
    extAuth: { backendRef, grpc: { contextExtensions: { a: 'b' }, requestMetadata: { user: 'jwt.sub' } }, failureMode: 'FailClosed' },
  }],
  ['authorization by HTTP', {
    extAuth: {
      service,
      http: {
        path: '"/check"',
        redirect: '"https://login.example.com"',
        body: '"{}"',
        addRequestHeaders: { 'x-user': 'jwt.sub' },
        responseMetadata: { tier: 'response.headers["x-tier"]' },
        allowedRequestHeaders: ['x-a'],
        allowedResponseHeaders: ['x-b'],
      },
      cache: { key: ['jwt.sub'], ttl: 'duration("30s")', maxEntries: 10 },
    },
  }, {
    extAuth: {
      backendRef,
      http: {
        path: '"/check"',
        redirect: '"https://login.example.com"',
        body: '"{}"',
        addRequestHeaders: { 'x-user': 'jwt.sub' },
        responseMetadata: { tier: 'response.headers["x-tier"]' },
        allowedRequestHeaders: ['x-a'],
        allowedResponseHeaders: ['x-b'],
      },
      cache: { key: ['jwt.sub'], ttl: 'duration("30s")', maxEntries: 10 },
    },
  }],
  ['processing', {
    extProc: {
      service,
      processing: {
        requestBodyMode: ExtProcBodyMode.BUFFERED,
        requestTrailerMode: ExtProcHeaderMode.SKIP,
        responseHeaderMode: ExtProcHeaderMode.SKIP,
        responseTrailerMode: ExtProcHeaderMode.SKIP,
      },
    },
  }, {
    extProc: {
      backendRef, processingOptions: { requestBodyMode: 'Buffered', requestTrailerMode: 'Skip', responseHeaderMode: 'Skip', responseTrailerMode: 'Skip' },
    },
  }],
  ['transformations', {
    transformation: {
      request: { body: 'request.body' }, response: { set: { a: '"1"' }, add: { b: '"2"' }, remove: ['c'], body: '"d"', metadata: { e: '"f"' } },
    },
  }, {
    transformation: {
      request: { body: 'request.body' },
      response: { set: [{ name: 'a', value: '"1"' }], add: [{ name: 'b', value: '"2"' }], remove: ['c'], body: '"d"', metadata: { e: '"f"' } },
    },
  }],
  ['changes of headers', { requestHeaders: { add: { a: '1' }, remove: ['c', 'b'] }, responseHeaders: { set: { d: '2' }, add: { e: '3' } } }, {
    headerModifiers: {
      request: { add: [{ name: 'a', value: '1' }], remove: ['b', 'c'] }, response: { set: [{ name: 'd', value: '2' }], add: [{ name: 'e', value: '3' }] },
    },
  }],
  ['answers', { directResponse: { status: 403, bodyExpression: '"no"', headers: { a: '"b"' } } },
    { directResponse: { status: 403, bodyExpression: '"no"', headers: [{ name: 'a', value: '"b"' }] } }],
  ['CORS', { cors: { allowOrigins: ['https://a.example.com'], allowCredentials: true, exposeHeaders: ['Mcp-Session-Id'], maxAge: Duration.hours(1) } }, {
    cors: {
      allowOrigins: ['https://a.example.com'],
      allowHeaders: ['Authorization', 'Content-Type', 'Last-Event-ID', 'Mcp-Protocol-Version', 'Mcp-Session-Id'],
      allowMethods: ['GET', 'POST', 'DELETE', 'OPTIONS'],
      allowCredentials: true,
      exposeHeaders: ['Mcp-Session-Id'],
      maxAge: 3600,
    },
  }],
  ['keys by label of ConfigMaps', { apiKeyAuthentication: { configMapLabels: { app: 'mcp' }, mode: JwtMode.PERMISSIVE } },
    { apiKeyAuthentication: { mode: 'Permissive', configMapSelector: { matchLabels: { app: 'mcp' } } } }],
  ['passwords of users', { basicAuthentication: { users: [hashed], mode: JwtMode.OPTIONAL } }, { basicAuthentication: { mode: 'Optional', users: [hashed] } }],
  ['passwords of a Secret', { basicAuthentication: { secret } }, { basicAuthentication: { secretRef: { name: 'secret' } } }],
];

test.each(details)('a traffic policy says %s in every detail', (_, settings, expected) => {
  const chart = chartFor();
  new TrafficPolicy(chart, 'traffic', { target: served(chart).route, ...settings });

  expect(synthesized(chart, 'AgentgatewayPolicy')[0].spec.traffic).toStrictEqual(expected);
});

testWithCrds('every detail of a traffic policy is accepted by the CRDs', () => {
  for (const [, settings] of details) {
    const chart = chartFor();
    new TrafficPolicy(chart, 'traffic', { target: served(chart).route, ...settings });
    expect(refusedByCrds(chart, 'AgentgatewayPolicy')).toStrictEqual([]);
  }
});
