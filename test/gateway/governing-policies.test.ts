import { child, parent, tools } from './delegated';
import { BACKEND, GATEWAY, jwt, policy, ROUTE, rules, TO_BACKEND, TO_GATEWAY, TO_ROUTE, TO_RULE } from './yaml-gateway';
import { buildGateway, GoverningPolicy, governingPolicies, indexManifests } from '../../src/gateway';
import { formatFieldPath, readManifests, TargetVersion } from '../../src/manifest';

const BASE = [GATEWAY, ROUTE, BACKEND];
const ref = (more: string) => TO_GATEWAY.replace('name: agentgateway-proxy', `name: agentgateway-proxy, ${more}`);
const TO_LISTENER = ref('sectionName: http');
const TO_TARGET = TO_BACKEND.replace('name: github', 'name: github, sectionName: mcp-target');
const SET = `
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: extra, namespace: infra }
spec:
  parentRef: { name: agentgateway-proxy }
  listeners: [{ name: more, port: 81, protocol: HTTP }]
`;
const OPEN_GATEWAY = GATEWAY.replace('gatewayClassName: agentgateway', 'gatewayClassName: agentgateway\n  allowedListeners: { namespaces: { from: Same } }');
const TO_SET = 'targetRefs: [{ group: gateway.networking.k8s.io, kind: ListenerSet, name: extra }]';

/** What governs the first target of the first rule that any listener serves. */
function governing(documents: readonly string[], targetVersion: TargetVersion = '1.4'): readonly GoverningPolicy[] {
  const { manifests, problems } = readManifests(documents.map((text, index) => ({ file: `${index}.yaml`, text })));
  expect(problems).toEqual([]);
  const listener = buildGateway(manifests, { targetVersion }).listeners.filter(({ routes }) => routes.length > 0)[0];
  const rule = listener.routes[0].rules[0];
  const { backend } = rule.backends[0];
  const mcp = backend.kind === 'mcp' ? backend.mcp : undefined;
  return governingPolicies({ index: indexManifests(manifests), targetVersion }, { listener, rule, backend: mcp, target: mcp?.targets[0] });
}

/** One line for each field: phase, level, policy, the entry that names the place, field, effect, and by whom. */
function linesOf(documents: readonly string[], targetVersion?: TargetVersion): readonly string[] {
  return governing(documents, targetVersion).flatMap(({ phase, level, policy: { name }, target, fields }) => fields.map((field) => [
    phase, level, name, target && formatFieldPath(target), field.name, field.effect, ...(field.locked ? ['locked'] : []), ...(field.by ? ['by', field.by.policy.name] : []),
  ].filter((part) => part !== undefined).join(' | ')));
}

const OWN_TLS = 'backend | target itself | github | backend.tls | holds';

describe('every level is named, with the entry that matched', () => {
  const traffic = `traffic: { ${jwt('a')} }`;
  const tls = 'backend: { http: { version: HTTP1 } }';
  test.each<[string, string, string]>([
    ['Gateway', `{ ${TO_GATEWAY}, ${traffic} }`, 'PostRouting | Gateway | p | spec.targetRefs[0] | traffic.jwtAuthentication | holds'],
    ['Gateway, before routing', `{ ${TO_GATEWAY}, traffic: { phase: PreRouting, ${jwt('a')} } }`, 'PreRouting | Gateway | p | spec.targetRefs[0] | traffic.jwtAuthentication | holds'],
    ['listener', `{ ${TO_LISTENER}, ${traffic} }`, 'PostRouting | listener | p | spec.targetRefs[0] | traffic.jwtAuthentication | holds'],
    ['Gateway port', `{ ${ref('port: 80')}, frontend: { http: { maxBufferSize: 1 } } }`, 'frontend | Gateway port | p | spec.targetRefs[0] | frontend.http | holds'],
    ['Route', `{ ${TO_ROUTE}, ${traffic} }`, 'PostRouting | Route | p | spec.targetRefs[0] | traffic.jwtAuthentication | holds'],
    ['Route by its second entry', `{ ${TO_ROUTE.replace('[{', '[{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: other }, {')}, ${traffic} }`,
      'PostRouting | Route | p | spec.targetRefs[1] | traffic.jwtAuthentication | holds'],
    ['Route by labels', `{ targetSelectors: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, matchLabels: { app: github } }], ${traffic} }`,
      'PostRouting | Route | p | spec.targetSelectors[0] | traffic.jwtAuthentication | holds'],
    ['route rule', `{ ${TO_RULE}, ${traffic} }`, 'PostRouting | route rule | p | spec.targetRefs[0] | traffic.jwtAuthentication | holds'],
    ['backend', `{ ${TO_BACKEND}, ${tls} }`, 'backend | backend | p | spec.targetRefs[0] | backend.http | holds'],
    ['backend section', `{ ${TO_TARGET}, ${tls} }`, 'backend | backend section | p | spec.targetRefs[0] | backend.http | holds'],
    ['Gateway, towards the backend', `{ ${TO_GATEWAY}, ${tls} }`, 'backend | Gateway | p | spec.targetRefs[0] | backend.http | holds'],
    ['Route, towards the backend', `{ ${TO_ROUTE}, ${tls} }`, 'backend | Route | p | spec.targetRefs[0] | backend.http | holds'],
  ])('%s', (_name, spec, line) => {
    const route = ROUTE.replace('namespace: infra }', 'namespace: infra, labels: { app: github } }');
    expect(linesOf([GATEWAY, route, BACKEND, policy('p', spec)]).filter((found) => found !== OWN_TLS)).toEqual([line]);
  });

  test('what names another listener, port, rule or target does not reach', () => {
    expect(linesOf([
      ...BASE,
      policy('listener', `{ ${ref('sectionName: https')}, ${traffic} }`),
      policy('port', `{ ${ref('port: 81')}, frontend: { http: { maxBufferSize: 1 } } }`),
      policy('rule', `{ ${TO_RULE.replace('main', 'side')}, ${traffic} }`),
      policy('target', `{ ${TO_TARGET.replace('mcp-target', 'other')}, ${tls} }`),
      policy('elsewhere', `{ ${TO_GATEWAY}, ${traffic} }`, 'apps'),
    ])).toEqual([OWN_TLS]);
  });

  test.each<[TargetVersion, readonly string[]]>([
    ['1.4', [
      'PreRouting | ListenerSet | before | spec.targetRefs[0] | traffic.cors | holds',
    ]],
    ['main', [
      'PreRouting | ListenerSet | before | spec.targetRefs[0] | traffic.cors | holds',
      'PostRouting | ListenerSet | after | spec.targetRefs[0] | traffic.jwtAuthentication | holds',
    ]],
  ])('ListenerSet on %s', (version, lines) => {
    const route = ROUTE.replace('name: agentgateway-proxy', 'kind: ListenerSet, name: extra');
    expect(linesOf([
      OPEN_GATEWAY, SET, route, BACKEND,
      policy('after', `{ ${TO_SET}, ${traffic} }`),
      policy('before', `{ ${TO_SET}, traffic: { phase: PreRouting, cors: { allowOrigins: ["*"] } } }`),
    ], version).filter((line) => line !== OWN_TLS)).toEqual(lines);
  });
});

describe('the strongest comes first, and the others say what became of them', () => {
  test('a field of several levels', () => {
    const levels = [TO_GATEWAY, TO_LISTENER, TO_ROUTE, TO_RULE].map((target, index) => policy(`p${index}`, `{ ${target}, traffic: { ${jwt('a')} } }`));
    expect(linesOf([...levels, ...BASE]).slice(0, 4)).toEqual([
      'PostRouting | route rule | p3 | spec.targetRefs[0] | traffic.jwtAuthentication | holds',
      'PostRouting | Route | p2 | spec.targetRefs[0] | traffic.jwtAuthentication | replaced | by | p3',
      'PostRouting | listener | p1 | spec.targetRefs[0] | traffic.jwtAuthentication | replaced | by | p3',
      'PostRouting | Gateway | p0 | spec.targetRefs[0] | traffic.jwtAuthentication | replaced | by | p3',
    ]);
  });

  test('authorization is pooled until a level locks it', () => {
    const documents = (strategy: string) => [
      ...BASE,
      policy('gateway', `{ ${TO_GATEWAY}, traffic: { ${rules('Allow', 'true')} }${strategy} }`),
      policy('route', `{ ${TO_ROUTE}, traffic: { ${rules('Deny', 'false')} } }`),
    ];
    expect(linesOf(documents('')).slice(0, 2)).toEqual([
      'PostRouting | Route | route | spec.targetRefs[0] | traffic.authorization | pooled',
      'PostRouting | Gateway | gateway | spec.targetRefs[0] | traffic.authorization | pooled',
    ]);
    expect(linesOf(documents(', strategy: { inheritance: Override }')).slice(0, 2)).toEqual([
      'PostRouting | Route | route | spec.targetRefs[0] | traffic.authorization | locked out | by | gateway',
      'PostRouting | Gateway | gateway | spec.targetRefs[0] | traffic.authorization | pooled | locked',
    ]);
  });

  test('two policies of one level tie', () => {
    expect(linesOf([...BASE, policy('one', `{ ${TO_GATEWAY}, traffic: { ${jwt('a')} } }`), policy('two', `{ ${TO_GATEWAY}, traffic: { ${jwt('b')} } }`)]).slice(0, 2)).toEqual([
      'PostRouting | Gateway | two | spec.targetRefs[0] | traffic.jwtAuthentication | tied | by | one',
      'PostRouting | Gateway | one | spec.targetRefs[0] | traffic.jwtAuthentication | holds',
    ]);
  });

  test('filters of the rule are stronger than a policy, and the backend itself than a policy on the route', () => {
    const route = ROUTE.replace('backendRefs', 'filters: [{ type: CORS, cors: { allowOrigins: ["https://filter.example"] } }]\n      backendRefs');
    expect(linesOf([
      GATEWAY, route, `${BACKEND}  policies: { auth: { key: inline } }\n`,
      policy('p', `{ ${TO_RULE}, traffic: { cors: { allowOrigins: ["*"] } }, backend: { auth: { key: rule }, tls: {} } }`),
    ])).toEqual([
      'PostRouting | filters of the rule | mcp-github | traffic.cors | holds',
      'PostRouting | route rule | p | spec.targetRefs[0] | traffic.cors | replaced | by | mcp-github',
      OWN_TLS,
      'backend | backend itself | github | backend.auth | holds',
      'backend | route rule | p | spec.targetRefs[0] | backend.auth | replaced | by | github',
      'backend | route rule | p | spec.targetRefs[0] | backend.tls | replaced | by | github',
    ]);
  });

  test.each<[TargetVersion, string, string]>([
    ['1.0', 'holds', 'replaced | by | route'],
    ['1.3', 'holds', 'replaced | by | route'],
    ['1.4', 'pooled', 'pooled'],
    ['main', 'pooled', 'pooled'],
  ])('MCP authorization on %s: the route %s, the backend %s', (version, ofRoute, ofBackend) => {
    expect(linesOf([
      ...BASE,
      policy('backend', `{ ${TO_BACKEND}, backend: { mcp: { ${rules('Deny', 'true')} } } }`),
      policy('route', `{ ${TO_ROUTE}, backend: { mcp: { ${rules('Allow', 'true')} } } }`),
    ], version).slice(1)).toEqual([
      `backend | Route | route | spec.targetRefs[0] | backend.mcp.authorization | ${ofRoute}`,
      `backend | backend | backend | spec.targetRefs[0] | backend.mcp.authorization | ${ofBackend}`,
    ]);
  });

  test('limits are fields of their own, and conditional is another way to write them', () => {
    const local = 'local: [{ requests: 1, unit: Seconds }]';
    const global = 'global: { domain: d, backendRef: { name: limiter, port: 80 }, descriptors: [{ entries: [{ name: a, expression: source.address }] }] }';
    const limits = (name: string, target: string, limit: string) => policy(name, `{ ${target}, traffic: { rateLimit: { ${limit} } } }`);
    const lines = (ofRoute: string) => linesOf([...BASE, limits('gateway', TO_GATEWAY, local), limits('route', TO_ROUTE, ofRoute)]).slice(0, 2);
    expect(lines(global)).toEqual([
      'PostRouting | Route | route | spec.targetRefs[0] | traffic.rateLimit.global | holds',
      'PostRouting | Gateway | gateway | spec.targetRefs[0] | traffic.rateLimit.local | holds',
    ]);
    expect(lines(`conditional: [{ policy: { ${local} } }]`)).toEqual([
      'PostRouting | Route | route | spec.targetRefs[0] | traffic.rateLimit.local | holds',
      'PostRouting | Gateway | gateway | spec.targetRefs[0] | traffic.rateLimit.local | replaced | by | route',
    ]);
  });
});

test('of a rule that gets its requests from another one, the levels of that rule are weaker', () => {
  const to = (name: string) => `targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${name} }]`;
  const { manifests } = readManifests([
    GATEWAY, parent('name: child, namespace: team', { more: 'filters: [{ type: CORS, cors: { allowOrigins: ["*"] } }]' }), child('child'), tools(),
    policy('above', `{ ${to('parent')}, traffic: { ${jwt('a')}, cors: { allowOrigins: ["*"] } }, backend: { tls: {} } }`),
    policy('below', `{ ${to('child')}, traffic: { ${jwt('b')} } }`, 'team'),
  ].map((text, index) => ({ file: `${index}.yaml`, text })));
  const [listener] = buildGateway(manifests, { targetVersion: '1.4' }).listeners;
  const rule = listener.routes[1].rules[0];
  const { backend } = rule.backends[0];
  const found = governingPolicies({ index: indexManifests(manifests), targetVersion: '1.4' }, { listener, rule, backend: backend.kind === 'mcp' ? backend.mcp : undefined });
  expect(found.flatMap(({ phase, level, policy: { name }, fields }) => fields.map((field) => `${phase} | ${level} | ${name} | ${field.name} | ${field.effect}`))).toEqual([
    'PostRouting | Route | below | traffic.jwtAuthentication | holds',
    'PostRouting | filters of the rule | parent | traffic.cors | holds',
    'PostRouting | Route | above | traffic.jwtAuthentication | replaced',
    'PostRouting | Route | above | traffic.cors | replaced',
    'backend | Route | above | backend.tls | holds',
  ]);
});

test('a BackendTLSPolicy is named at its place, and a policy on a Service where it governs', () => {
  const tls = `
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: standard, namespace: infra }
spec: { ${TO_BACKEND}, validation: { hostname: a.example, wellKnownCACertificates: System } }
`;
  const backend = BACKEND.replace(/static: .*/, 'static: { backendRef: { name: srv }, port: 3001 }');
  const service = policy('service', "{ targetRefs: [{ group: '', kind: Service, name: srv }], backend: { tls: {} } }");
  const line = 'backend | backend | standard | spec.targetRefs[0] | backend.tls';
  expect(linesOf([GATEWAY, ROUTE, backend, tls, service])).toEqual([`${line} | holds`]);
  expect(linesOf([GATEWAY, ROUTE, backend, tls, service], '1.1')).toEqual([
    'backend | Service | service | spec.targetRefs[0] | backend.tls | holds',
    `${line} | replaced | by | service`,
  ]);
});

test('a listener alone is governed by what comes before routes', () => {
  const { manifests } = readManifests([...BASE, policy('p', `{ ${TO_GATEWAY}, traffic: { phase: PreRouting, ${jwt('a')} } }`)].map((text, index) => ({ file: `${index}`, text })));
  const [listener] = buildGateway(manifests, { targetVersion: '1.4' }).listeners;
  expect(governingPolicies({ index: indexManifests(manifests), targetVersion: '1.4' }, { listener }).map(({ phase, place }) => [phase, place])).toEqual([
    ['PreRouting', { group: 'gateway.networking.k8s.io', kind: 'Gateway', key: { namespace: 'infra', name: 'agentgateway-proxy' } }],
  ]);
});
