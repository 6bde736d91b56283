import { refusedByCrds, testWithCrds } from './real-crds';
import { chartFor, rendered, served, synthesized } from './support';
import {
  BackendReference, ClaimRule, ExtAuth, ExtProcBodyMode, ExtProcHeaderMode, FailureMode, HostRewrite, PolicyPhase, RateLimitUnit, TargetVersion,
  TrafficPolicy, TrafficSettings,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const service = BackendReference.fromServiceName('decider', 9000, 'security');
const backendRef = { kind: 'Service', name: 'decider', namespace: 'security', port: 9000 };
const isWrite = ClaimRule.header('x-kind').equals('write');
const condition = isWrite.expression;
const asked: ExtAuth = { service, grpc: {} };
const limited = { local: { requests: 5, unit: RateLimitUnit.SECONDS } };

function trafficWith(settings: TrafficSettings, version?: TargetVersion): any {
  const chart = chartFor(version);
  new TrafficPolicy(chart, 'traffic', { target: served(chart).route, metadata: { name: 'traffic' }, ...settings });
  return synthesized(chart, 'AgentgatewayPolicy')[0].spec.traffic;
}

function make(settings: TrafficSettings, version?: TargetVersion): () => unknown {
  return () => {
    const chart = chartFor(version);
    const { gateway, route } = served(chart);
    return new TrafficPolicy(chart, 'traffic', { target: settings.phase === undefined ? route : gateway, ...settings });
  };
}

const cases: [string, TrafficSettings, object][] = [
  ['asks another service for some requests', {
    conditionalExtAuth: [{ condition: isWrite, policy: { ...asked, forwardBodyBytes: 1024 } }, { policy: asked }],
  }, {
    extAuth: { conditional: [{ condition, policy: { backendRef, grpc: {}, forwardBody: { maxSize: 1024 } } }, { policy: { backendRef, grpc: {} } }] },
  }],
  ['says why some requests pass unasked', { conditionalExtAuth: [{ condition: isWrite, policy: asked }], passUnmatched: 'reading is free' },
    { extAuth: { conditional: [{ condition, policy: { backendRef, grpc: {} } }] } }],
  ['limits some requests otherwise', { conditionalRateLimit: [{ condition: isWrite, policy: limited }, { policy: limited }] }, {
    rateLimit: {
      conditional: [{ condition, policy: { local: [{ requests: 5, unit: 'Seconds' }] } }, { policy: { local: [{ requests: 5, unit: 'Seconds' }] } }],
    },
  }],
  ['transforms some requests', { conditionalTransformation: [{ condition: isWrite, policy: { request: { remove: ['x-b', 'x-a'] } } }] },
    { transformation: { conditional: [{ condition, policy: { request: { remove: ['x-a', 'x-b'] } } }] } }],
  ['answers some requests by itself', { conditionalDirectResponse: [{ condition: isWrite, policy: { status: 403, headers: { 'x-why': '"no"' } } }] },
    { directResponse: { conditional: [{ condition, policy: { status: 403, headers: [{ name: 'x-why', value: '"no"' }] } }] } }],
  ['has some requests processed', { conditionalExtProc: [{ condition: isWrite, policy: { service } }] },
    { extProc: { conditional: [{ condition, policy: { backendRef } }] } }],
  ['has requests processed', {
    extProc: {
      service,
      failureMode: FailureMode.FAIL_CLOSED,
      metadataContext: { mcp: { user: 'jwt.sub' } },
      requestAttributes: { path: 'request.path' },
      responseAttributes: { code: 'response.code' },
      processing: { requestHeaderMode: ExtProcHeaderMode.SKIP, responseBodyMode: ExtProcBodyMode.NONE, allowModeOverride: true },
    },
  }, {
    extProc: {
      backendRef,
      failureMode: 'FailClosed',
      metadataContext: { mcp: { user: 'jwt.sub' } },
      requestAttributes: { path: 'request.path' },
      responseAttributes: { code: 'response.code' },
      processingOptions: { requestHeaderMode: 'Skip', responseBodyMode: 'None', allowModeOverride: true },
    },
  }],
  ['refuses web pages of other origins', { csrf: {} }, { csrf: {} }],
  ['lets web pages of some origins in', { csrf: { additionalOrigins: ['https://app.example.com:8443'] } },
    { csrf: { additionalOrigins: ['https://app.example.com:8443'] } }],
  ['rewrites the host', { hostRewrite: HostRewrite.AUTO }, { hostRewrite: { mode: 'Auto' } }],
  ['reads bodies to their end', { buffer: { request: { maxBytes: 65536, failureMode: FailureMode.FAIL_CLOSED }, response: {} } },
    { buffer: { request: { maxBytes: 65536, failureMode: 'FailClosed' }, response: {} } }],
];

describe('a traffic policy', () => {
  test.each(cases)('%s', (_, settings, expected) => {
    expect(trafficWith(settings)).toStrictEqual(expected);
  });

  testWithCrds('is accepted by the CRDs with each of these', () => {
    for (const [, settings] of cases) {
      const chart = chartFor();
      new TrafficPolicy(chart, 'traffic', { target: served(chart).route, ...settings });
      expect(refusedByCrds(chart, 'AgentgatewayPolicy')).toStrictEqual([]);
    }
  });

  test('has several limits at each proxy on the release that counts them', () => {
    const rateLimit = { ...limited, furtherLocal: [{ requests: 100, unit: RateLimitUnit.HOURS }] };

    expect(trafficWith({ rateLimit }, TargetVersion.MAIN).rateLimit.local).toStrictEqual([{ requests: 5, unit: 'Seconds' }, { requests: 100, unit: 'Hours' }]);
    expect(make({ rateLimit })).toThrow('`rateLimit.furtherLocal` has no effect in agentgateway 1.4\nhelp: it has one in main');
  });

  test('says to the checks why some requests pass, for its own conditions alone', () => {
    const warned = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const chart = chartFor();
    const { gateway, route } = served(chart);
    new TrafficPolicy(chart, 'open', { target: route, conditionalRateLimit: [{ condition: isWrite, policy: limited }], passUnmatched: 'reading is free' });
    const conditional = [{ condition, policy: { local: [{ requests: 5, unit: 'Seconds' }] } }];
    new TrafficPolicy(chart, 'other', { target: gateway, spec: { traffic: { rateLimit: { conditional } } } });
    synthesized(chart, 'AgentgatewayPolicy');
    const warnings = warned.mock.calls.map(([text]) => String(text));
    warned.mockRestore();

    expect(warnings.filter((text) => /C36|S04/.test(text))).toStrictEqual([expect.stringMatching(/^warning\[C36\][^]*construct chart\/other /)]);
  });

  test('lets every server that it names be named from its namespace', () => {
    const chart = chartFor();
    const [limiter, processor] = ['limiter', 'processor'].map((name) => BackendReference.fromServiceName(name, 9000, 'security'));
    new TrafficPolicy(chart, 'traffic', {
      target: served(chart).route,
      conditionalExtAuth: [{ policy: asked }],
      conditionalExtProc: [{ policy: { service: processor } }],
      conditionalRateLimit: [{ policy: { global: { service: limiter, domain: 'mcp', descriptors: [{ entries: [{ name: 'a', expression: '"a"' }] }] } } }],
    });

    expect(rendered(chart, 'ReferenceGrant').map(({ spec }) => spec.to[0].name).sort()).toStrictEqual(['decider', 'limiter', 'processor']);
  });

  test.each<[string, TrafficSettings, string]>([
    ['conditions of a protection that leave requests out', { conditionalExtAuth: [{ condition: isWrite, policy: asked }] },
      'every entry of `conditionalExtAuth` has a condition, and requests that meet none pass without it\nhelp: add a last entry without a condition'],
    ['conditions of a limit that leave requests out', { conditionalRateLimit: [{ condition: isWrite, policy: limited }] }, 'every entry of `conditionalRateLimit` has a condition'],
    ['a reason that says nothing', { conditionalRateLimit: [{ condition: isWrite, policy: limited }], passUnmatched: ' ' }, '`passUnmatched` is empty'],
    ['a reason of two lines', { conditionalRateLimit: [{ condition: isWrite, policy: limited }], passUnmatched: 'a\nB27: b' }, '`passUnmatched` has more than one line'],
    ['a reason for nothing', { extAuth: asked, passUnmatched: 'reading is free' }, '`passUnmatched` is given, and every request meets a condition'],
    ['one block in two ways', { extAuth: asked, conditionalExtAuth: [{ policy: asked }] },
      '`extAuth` and `conditionalExtAuth` are both given\nhelp: make `extAuth` the last entry of `conditionalExtAuth`'],
    ['no entry', { conditionalTransformation: [] }, '`conditionalTransformation` has 0 entries\nhelp: give 1 to 16 entries'],
    ['an entry that is never reached', { conditionalExtAuth: [{ policy: asked }, { condition: isWrite, policy: asked }], passUnmatched: 'x' },
      '`conditionalExtAuth[0]` has no condition, so what follows it is never reached'],
    ['a fault in an entry', { conditionalExtAuth: [{ policy: { service } }] }, '`conditionalExtAuth[0].policy` has 0 of `grpc`, `http`'],
    ['a limit in an entry that is none', { conditionalRateLimit: [{ policy: {} }] }, '`conditionalRateLimit[0].policy` has neither `local` nor `global`'],
    ['a condition about a tool', { conditionalTransformation: [{ condition: ClaimRule.tool('get_me'), policy: { request: { remove: ['a'] } } }] },
      'asks for a tool, prompt, resource or target, which is not known yet'],
    ['an origin that is none', { csrf: { additionalOrigins: ['app.example.com'] } }, '`csrf.additionalOrigins` has `app.example.com`, which is no origin'],
    ['an origin with a path', { csrf: { additionalOrigins: ['https://a.example.com/'] } }, 'which is no origin'],
    ['no origin', { csrf: { additionalOrigins: [] } }, '`csrf.additionalOrigins` is empty'],
    ['a buffer of nothing', { buffer: {} }, '`buffer`: at least one of the fields in [request response] must be set'],
    ['a buffer of no bytes', { buffer: { request: { maxBytes: 0 } } }, '`buffer.request.maxBytes` is `0`, which is outside its limits\nhelp: give a whole number from 1 to 4294967295'],
    ['further limits without a first', { rateLimit: { furtherLocal: [limited.local], global: { service, domain: 'a', descriptors: [] } } },
      '`rateLimit.furtherLocal` is given without `local`'],
    ['too many limits', { rateLimit: { ...limited, furtherLocal: Array.from({ length: 16 }, () => limited.local) } }, '`rateLimit.furtherLocal` has 16 entries'],
    ['a buffer before routing', { phase: PolicyPhase.PRE_ROUTING, buffer: { request: {} } }, 'phase PreRouting only supports'],
  ])('is refused with %s', (_, settings, message) => {
    expect(make(settings)).toThrow(message);
  });

  test.each<[string, TrafficSettings, TargetVersion, string]>([
    ['extAuth.conditional', { conditionalExtAuth: [{ policy: asked }] }, TargetVersion.V1_1, '1.2'],
    ['transformation.conditional', { conditionalTransformation: [{ policy: { request: { remove: ['a'] } } }] }, TargetVersion.V1_1, '1.2'],
    ['extProc.processingOptions', { extProc: { service, processing: {} } }, TargetVersion.V1_2, '1.3'],
    ['extProc.failureMode', { extProc: { service, failureMode: FailureMode.FAIL_CLOSED } }, TargetVersion.V1_3, '1.4'],
    ['extProc.metadataContext', { extProc: { service, metadataContext: { a: { b: '"c"' } } } }, TargetVersion.V1_3, '1.4'],
    ['buffer', { buffer: { request: {} } }, TargetVersion.V1_2, '1.3'],
    ['buffer.request.failureMode', { buffer: { request: { failureMode: FailureMode.FAIL_OPEN } } }, TargetVersion.V1_3, '1.4'],
  ])('cannot have `%s` before the release that has it', (field, settings, version, since) => {
    expect(make(settings, version)).toThrow(`\`${field}\` does not exist in agentgateway ${version}\nhelp: it came with ${since}`);
  });
});
