import { manifestsOf, readManifests, validateManifest, type Manifest, type TargetVersion } from '../../src/manifest';

function read(text: string): Manifest {
  const { manifests: [manifest], problems } = readManifests([{ file: 'app.yaml', text }]);
  expect(problems).toEqual([]);
  return manifest;
}

function policy(spec: string): Manifest {
  const indented = spec.trim().split('\n').map((line) => `  ${line}`).join('\n');
  return read(`apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayPolicy\nmetadata: {name: jwt, namespace: gw}\nspec:\n${indented}\n`);
}

const target = 'targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g}]';

function onlyProblem(manifest: Manifest, version: TargetVersion = '1.4') {
  const problems = validateManifest(manifest, version);
  expect(problems).toHaveLength(1);
  return problems[0];
}

test('a problem names the object, the field, the place and the way out', () => {
  expect(onlyProblem(policy(`${target}\ntraffic:\n  jwtAuthentication:\n    mode: strict\n    providers: [{issuer: a, jwks: {inline: '{}'}}]`))).toEqual({
    code: 'S01',
    severity: 'error',
    message: 'field `spec.traffic.jwtAuthentication.mode` must be one of `Optional`, `Permissive`, `Strict`, not `strict`',
    help: 'write `Strict`',
    object: { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy', namespace: 'gw', name: 'jwt' },
    field: 'spec.traffic.jwtAuthentication.mode',
    position: { file: 'app.yaml', line: 8, column: 13 },
  });
});

test.each([
  ['an unknown field', `${target}\ntrafic: {}\ntraffic: {}`, 'field `spec.trafic` does not exist', 'did you mean `traffic`?', 6, 3],
  ['a far-off field', `${target}\ntraffic: {timeouts: {everything: 1s}}`, 'field `spec.traffic.timeouts.everything` does not exist',
    'remove it; the fields here are `request`', 6, 24],
  ['a field of an empty block', `${target}\nbackend: {auth: {passthrough: {x: 1}}}`, 'field `spec.backend.auth.passthrough.x` does not exist',
    'remove it; this block has no fields', 6, 34],
  ['a missing field', `${target}\ntraffic: {authorization: {}}`, 'field `spec.traffic.authorization.policy` is missing', 'add `policy`', 6, 13],
  ['a text for a number', `${target}\ntraffic: {retry: {attempts: "3"}}`, 'field `spec.traffic.retry.attempts` must be a whole number, not `3`',
    'write the number without quotes', 6, 31],
  ['a number for a text', `${target}\nfrontend: {tracing: {randomSampling: 0.1, backendRef: {name: a, port: 1}}}`,
    'field `spec.frontend.tracing.randomSampling` must be a text, not the number `0.1`', 'put the value in quotes', 6, 40],
  ['a map for a list', `${target}\ntraffic: {csrf: {additionalOrigins: {a: b}}}`, 'field `spec.traffic.csrf.additionalOrigins` must be a list, not a map',
    'write a list, one `- ` an entry', 6, 39],
  ['a list for a map', `${target}\ntraffic: [phase]`, 'field `spec.traffic` must be a map, not a list', 'write a map; remove the `- `', 6, 12],
  ['null in a list', `${target}\ntraffic: {cors: {allowHeaders: [~]}}`, 'field `spec.traffic.cors.allowHeaders[0]` must be a text, not null',
    'write a value, or remove the entry', 6, 35],
  ['a text for a flag', `${target}\ntraffic: {cors: {allowCredentials: "true"}}`, 'field `spec.traffic.cors.allowCredentials` must be `true` or `false`, not `true`',
    'write it without quotes', 6, 38],
  ['an empty list', `${target}\ntraffic: {authorization: {policy: {matchExpressions: []}}}`,
    'field `spec.traffic.authorization.policy.matchExpressions` is empty', 'give it at least one entry', 6, 56],
  ['an empty list that may be left out', `${target}\ntraffic: {csrf: {additionalOrigins: []}}`,
    'field `spec.traffic.csrf.additionalOrigins` is empty', 'give it at least one entry, or remove it', 6, 39],
  ['an empty text that is required', `${target.replace('name: g', 'name: ""')}\ntraffic: {}`, 'field `spec.targetRefs[0].name` is empty', 'give it at least one character', 5, 72],
  ['an empty text in a list', `${target}\ntraffic: {authorization: {policy: {matchExpressions: [""]}}}`,
    'field `spec.traffic.authorization.policy.matchExpressions[0]` is empty', 'give it at least one character, or remove it', 6, 57],
  ['a number beyond 32 bits', `${target}\ntraffic: {rateLimit: {local: [{requests: 1, unit: Hours, burst: 3000000000}]}}`,
    'field `spec.traffic.rateLimit.local[0].burst` must be between -2147483648 and 2147483647, not 3000000000',
    'write a number that is between -2147483648 and 2147483647', undefined, undefined],
  ['an origin with a path', `${target}\ntraffic: {cors: {allowOrigins: ["https://a/"]}}`,
    'field `spec.traffic.cors.allowOrigins[0]` must be an origin such as `https://app.example.com:8443` (scheme, host and port, no path), or `*`, not `https://a/`',
    'write an origin such as `https://app.example.com:8443` (scheme, host and port, no path), or `*`', 6, 35],
  ['a repeated entry', `${target}\ntraffic: {cors: {exposeHeaders: [a, b, a]}}`, 'field `spec.traffic.cors.exposeHeaders[2]` repeats `a`',
    'remove one of the two entries', 6, 42],
  ['a repeated key of a list', `${target}\ntraffic: {headerModifiers: {request: {set: [{name: a, value: b}, {name: a, value: c}]}}}`,
    'field `spec.traffic.headerModifiers.request.set[1].name` repeats `a`', 'remove one of the two entries', undefined, undefined],
])('%s is one problem', (_, spec, message, help, line, column) => {
  const problem = onlyProblem(policy(spec));
  expect(problem).toMatchObject({ code: 'S01', severity: 'error', message, help });
  if (line !== undefined) expect(problem.position).toEqual({ file: 'app.yaml', line, column });
});

test.each([
  ['gateway.networking.k8s.io', 'gateway', 'kind', 'write `kind: Gateway`, with `group: gateway.networking.k8s.io`'],
  ['gateway.networking.k8s.io', 'HttpRoutes', 'kind', 'write `kind: HTTPRoute`, with `group: gateway.networking.k8s.io`'],
  ['""', 'Gateway', 'group', 'write `group: gateway.networking.k8s.io`'],
  ['""', 'Services', 'kind', 'write `kind: Service`, with `group: ""`'],
  ['networking.k8s.io', 'Ingress', 'kind',
    'target a `Gateway`, `HTTPRoute`, `GRPCRoute`, `ListenerSet`, `Service`, `AgentgatewayBackend` or `InferencePool`'],
])('a target of a wrong kind (%s, %s) is one problem, at its own place', (group, kind, field, help) => {
  const found = onlyProblem(policy(`targetRefs:\n- {group: gateway.networking.k8s.io, kind: Gateway, name: g}\n- {group: ${group}, kind: ${kind}, name: g}\ntraffic: {}`));
  expect(found).toMatchObject({ code: 'S02', field: `spec.targetRefs[1].${field}`, help, position: { line: 7 } });
  expect(found.message).toContain(
    'targetRefs may only reference Gateway, HTTPRoute, GRPCRoute, ListenerSet, Service, AgentgatewayBackend, or InferencePool resources',
  );
});

test.each([
  ['traffic: {jwtAuth: {}}', 'jwtAuthentication'],
  ['traffic: {jwt: {}}', 'jwtAuthentication'],
  ['traffic: {retries: {}}', 'retry'],
  ['traffic: {auth: {}}', 'authorization'],
  ['traffic: {timeout: {}}', 'timeouts'],
  ['traffic: {}\ntargets: []', 'targetRefs'],
  ['traffic: {}\ntarget: {}', 'targetRefs'],
  ['backend: {http: {versions: HTTP2}}', 'version'],
  ['backend: {http: {requestTimeoutSeconds: 1}}', 'requestTimeout'],
])('an unknown field in `%s` is taken for `%s`', (spec, nearest) => {
  expect(onlyProblem(policy(`${target}\n${spec}`)).help).toBe(`did you mean \`${nearest}\`?`);
});

test('a broken rule is said in the words of the API server', () => {
  expect(onlyProblem(policy(`${target}\ntraffic: {timeouts: {request: 50ms}}`))).toMatchObject({
    code: 'S02',
    message: 'field `spec.traffic.timeouts.request`: request must be at least 1ms',
    help: 'write `100ms` or more',
    position: { line: 6, column: 33 },
  });
});

test('unknown fields below traffic.cors are left to others, as the CRD keeps them', () => {
  expect(validateManifest(policy(`${target}\ntraffic: {cors: {allowedOrigins: [a]}}`), '1.4')).toEqual([]);
});

test('fields of language model providers are passed through', () => {
  const text = 'apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayBackend\nmetadata: {name: a}\nspec: {ai: {provider: {openai: {model: x}}}, policies: {ai: {z: 1}}}\n';
  expect(validateManifest(read(text), '1.4')).toEqual([]);
});

test('a value that may be a credential is not printed', () => {
  const problems = [
    ...validateManifest(policy(`${target}\nbackend: {auth: {key: 12345678}}`), '1.4'),
    ...validateManifest(read('apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {Authorization: 12345678}\n'), '1.4'),
    ...validateManifest(policy(`${target}\ntraffic: {headerModifiers: {request: {set: [{name: a, value: 12345678}]}}}`), '1.4'),
  ];
  expect(problems).toHaveLength(3);
  expect(JSON.stringify(problems)).not.toContain('12345678');
});

test.each([
  ['Service', 'spec: {sellector: {app: a}}', 'field `spec.sellector` does not exist', 'did you mean `selector`?'],
  ['Service', 'spec: {ports: [{port: 1, appProtocoll: agentgateway.dev/mcp}]}', 'field `spec.ports[0].appProtocoll` does not exist', 'did you mean `appProtocol`?'],
  ['Service', 'spec: {ports: [{port: 1, protocol: HTTP}]}', 'field `spec.ports[0].protocol` must be one of `TCP`, `UDP`, `SCTP`, not `HTTP`', 'write one of these'],
  ['Service', 'spec: {type: Loadbalancer}',
    'field `spec.type` must be one of `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`, not `Loadbalancer`', 'write `LoadBalancer`'],
  ['Namespace', 'spec: {finalizer: []}', 'field `spec.finalizer` does not exist', 'did you mean `finalizers`?'],
  ['Secret', 'data: {a: "not base64!!"}', 'field `data.a`: illegal base64 data', 'encode the value, or write it as it is into `stringData`'],
  ['ConfigMap', 'binaryData: {a: abc}', 'field `binaryData.a`: illegal base64 data', 'encode the value, or write it as it is into `data`'],
  ['Secret', 'stringdata: {a: b}', 'field `stringdata` does not exist', 'did you mean `stringData`?'],
])('a fault in a %s (%s) is one problem, as for kubectl', (kind, fields, message, help) => {
  expect(onlyProblem(read(`apiVersion: v1\nkind: ${kind}\nmetadata: {name: a}\n${fields}\n`))).toMatchObject({ severity: 'error', message, help });
});

test.each([
  ['Service', 'spec: {clusterIP: None, sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 1}}, trafficDistribution: PreferClose}'],
  ['Service', 'spec: {type: ExternalName, externalName: a.example.com, ports: [{port: 1, protocol: SCTP, targetPort: http, nodePort: 30000}]}\nstatus: {loadBalancer: {}}'],
  ['Namespace', 'spec: {finalizers: [kubernetes]}\nstatus: {phase: Active}'],
  ['Secret', 'data: {a: "", b: YQ==, c: "YWJj\\nZGVm\\n"}\nimmutable: true'],
])('a %s with %s is as Kubernetes has it', (kind, fields) => {
  const metadata = '{name: a, generation: 1, uid: b, creationTimestamp: null, ownerReferences: [], finalizers: [], managedFields: []}';
  expect(validateManifest(read(`apiVersion: v1\nkind: ${kind}\nmetadata: ${metadata}\n${fields}\n`), '1.4')).toEqual([]);
});

test.each(['ConfigMap', 'Gateway'])('misspelt metadata of a %s is named', (kind) => {
  const text = kind === 'Gateway' ? 'apiVersion: gateway.networking.k8s.io/v1\nspec: {gatewayClassName: a, listeners: [{name: a, port: 1, protocol: HTTP}]}' : 'apiVersion: v1';
  expect(onlyProblem(read(`${text}\nkind: ${kind}\nmetadata: {name: a, lables: {a: b}}\n`))).toMatchObject({
    code: 'S01', message: 'field `metadata.lables` does not exist', help: 'did you mean `labels`?',
  });
});

test('an object of another kind is passed over by name', () => {
  const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';
  expect(onlyProblem(read(text))).toMatchObject({
    code: 'S05', severity: 'info', message: 'Deployment (apps/v1) is not judged', object: { name: 'web' }, position: { line: 2, column: 7 },
  });
});

test('a kind of the same name in another group is another kind', () => {
  expect(onlyProblem(read('apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: a}\n'))).toMatchObject({ severity: 'info' });
  expect(onlyProblem(read('apiVersion: v1\nkind: constructor\nmetadata: {name: a}\n'))).toMatchObject({ severity: 'info' });
});

test.each([
  ['agentgateway.dev/v1alpha1', 'AgentgatewayPolicyy', 'error', 'did you mean `AgentgatewayPolicy`?'],
  ['agentgateway.dev/v1alpha1', 'agentgatewaypolicy', 'error', 'did you mean `AgentgatewayPolicy`?'],
  ['gateway.networking.k8s.io/v1', 'HttpRoutes', 'error', 'did you mean `HTTPRoute`?'],
  ['gateway.agentgateway.dev/v1alpha1', 'AgentgatewayPolicy', 'error', 'write `apiVersion: agentgateway.dev/v1alpha1`'],
  ['agentgateway.dev/v1alpha1', 'Quota', 'warning', 'the kinds that are read there are `AgentgatewayBackend`, `AgentgatewayPolicy`, `AgentgatewayParameters`'],
  ['gateway.networking.k8s.io/v1', 'TCPRoute', 'info', 'only the kinds that decide who may reach an MCP server are judged'],
])('%s %s, which would protect nothing, gives one %s', (apiVersion, kind, severity, help) => {
  expect(onlyProblem(read(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`))).toMatchObject({ code: 'S05', severity, help });
});

test('a version that is not served is an error', () => {
  expect(onlyProblem(read('apiVersion: gateway.networking.k8s.io/v1alpha3\nkind: BackendTLSPolicy\nmetadata: {name: a}\n'))).toMatchObject({
    code: 'S01', severity: 'error', field: 'apiVersion', help: 'write `gateway.networking.k8s.io/v1`', position: { line: 1, column: 13 },
  });
});

test('problems of synthesized objects have no position', () => {
  const [manifest] = manifestsOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 'x' }] } }).manifests;
  expect(onlyProblem(manifest)).not.toHaveProperty('position');
});

test('what is no object is a problem of its own', () => {
  expect(manifestsOf({ kind: 'Service' }).problems).toEqual([expect.objectContaining({ code: 'S03', severity: 'error', field: 'apiVersion' })]);
  expect(manifestsOf(null).problems).toEqual([expect.objectContaining({ code: 'S03', severity: 'error' })]);
});

test('lists are taken apart, however nested', () => {
  const service = (name: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } });
  const inner = { apiVersion: 'v1', kind: 'List', items: [service('two'), { kind: 'Service' }] };
  const { manifests, problems } = manifestsOf({ apiVersion: 'v1', kind: 'List', metadata: { name: 'all' }, items: [service('one'), inner] });
  expect(manifests.map(({ object }) => object.metadata.name)).toEqual(['one', 'two']);
  expect(problems).toEqual([expect.objectContaining({ code: 'S03', field: 'apiVersion' })]);
});

test('a file with endless faults gives a bounded number of problems', () => {
  const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]));
  const [manifest] = manifestsOf({ apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy', metadata: { name: 'a' }, spec: fields }).manifests;
  expect(validateManifest(manifest, '1.4').length).toBe(100);
});

describe('releases', () => {
  const jwt = 'providers: [{issuer: a, jwks: {inline: "{}"}}]';

  test.each<[string, string, TargetVersion, TargetVersion, string]>([
    ['Require', `${target}\ntraffic: {authorization: {action: Require, policy: {matchExpressions: ["true"]}}}`, '1.0', '1.1', 'spec.traffic.authorization.action'],
    ['MCP OAuth', `${target}\ntraffic: {jwtAuthentication: {mcp: {}, ${jwt}}}`, '1.0', '1.1', 'spec.traffic.jwtAuthentication.mcp'],
    ['Okta', `${target}\ntraffic: {jwtAuthentication: {mcp: {provider: Okta}, ${jwt}}}`, '1.2', '1.3', 'spec.traffic.jwtAuthentication.mcp.provider'],
    ['Entra', `${target}\ntraffic: {jwtAuthentication: {mcp: {provider: Entra}, ${jwt}}}`, '1.3', '1.4', 'spec.traffic.jwtAuthentication.mcp.provider'],
    ['a location', `${target}\ntraffic: {jwtAuthentication: {location: {cookie: {name: a}}, ${jwt}}}`, '1.1', '1.2', 'spec.traffic.jwtAuthentication.location'],
    ['an expression as location', `${target}\ntraffic: {jwtAuthentication: {location: {expression: a}, ${jwt}}}`, '1.2', '1.3',
      'spec.traffic.jwtAuthentication.location.expression'],
    ['guardrails', `${target}\nbackend: {mcp: {guardrails: {processors: [{remote: {backendRef: {name: a, port: 1}}, methods: {a: Full}}]}}}`, '1.2', '1.3',
      'spec.backend.mcp.guardrails'],
    ['inheritance', `${target}\ntraffic: {}\nstrategy: {inheritance: Override}`, '1.2', '1.3', 'spec.strategy'],
    ['network authorization', `${target}\nfrontend: {networkAuthorization: {policy: {matchExpressions: ["true"]}}}`, '1.0', '1.1',
      'spec.frontend.networkAuthorization'],
    ['a port', 'targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g, port: 80}]\nfrontend: {accessLog: {}}', '1.3', '1.4', 'spec.targetRefs[0].port'],
    ['a ListenerSet', 'targetRefs: [{group: gateway.networking.k8s.io, kind: ListenerSet, name: g}]\ntraffic: {}', '0.12', '1.0', 'spec.targetRefs[0].kind'],
    ['a key set at a URL', `${target}\ntraffic: {jwtAuthentication: {providers: [{issuer: a, jwks: {remote: {url: "https://a"}}}]}}`, '1.4', 'main',
      'spec.traffic.jwtAuthentication.providers[0].jwks.remote.url'],
    ['conditions', `${target}\ntraffic: {rateLimit: {conditional: [{policy: {local: [{requests: 1, unit: Hours}]}}]}}`, '1.1', '1.2', 'spec.traffic.rateLimit.conditional'],
  ])('%s is named with the release that has it', (_, spec, before, since, field) => {
    const found = validateManifest(policy(spec), before).filter(({ code }) => code === 'C33');
    expect(found).toEqual([expect.objectContaining({ field, severity: 'error' })]);
    expect(found[0].message).toContain(`agentgateway ${before}`);
    expect(found[0].help).toContain(`came with ${since}`);
    expect(validateManifest(policy(spec), since)).toEqual([]);
  });

  const targets = (count: number, more = '') => read('apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayBackend\nmetadata: {name: a}\nspec:\n  mcp:\n'
    + `    targets:\n${Array.from({ length: count }, (_, index) => `    - {name: t${index}, static: {host: a, port: 1${more}}}\n`).join('')}`);

  test('a limit that was raised is judged by the release', () => {
    expect(onlyProblem(targets(33)).message).toBe('field `spec.mcp.targets` must have at most 32 entries, not 33');
    expect(validateManifest(targets(128), 'main')).toEqual([]);
    expect(onlyProblem(targets(129), 'main').message).toBe('field `spec.mcp.targets` must have at most 128 entries, not 129');
  });

  test('a field that was taken away is refused from then on', () => {
    const mcp = ', policies: {mcp: {authorization: {policy: {matchExpressions: ["true"]}}}}';
    expect(validateManifest(targets(1, mcp), '1.0')).toEqual([]);
    expect(onlyProblem(targets(1, mcp), '1.1')).toMatchObject({
      code: 'C33', message: 'field `spec.mcp.targets[0].static.policies.mcp` no longer exists in agentgateway 1.1', help: '1.1 took it away; remove it',
    });
  });

  test('a kind that came later is refused before', () => {
    const text = 'apiVersion: gateway.networking.k8s.io/v1\nkind: ListenerSet\nmetadata: {name: a}\nspec: {parentRef: {name: g}, listeners: [{name: a, port: 1, protocol: HTTP}]}\n';
    expect(onlyProblem(read(text), '0.12')).toMatchObject({ code: 'C33', message: 'kind `ListenerSet` does not exist in agentgateway 0.12' });
    expect(validateManifest(read(text), '1.0')).toEqual([]);
  });
});

test.each([
  ['data of a Secret', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: hunter2\n', 'field `data` must be a map, not a text'],
  ['an entry of a Secret', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: 12345678}\n', 'field `stringData.a` must be a text, not a number'],
  ['users of a policy', `apiVersion: agentgateway.dev/v1alpha1\nkind: AgentgatewayPolicy\nmetadata: {name: a}\nspec: {${target}, traffic: {basicAuthentication: {users: "alice:hunter2"}}}\n`,
    'field `spec.traffic.basicAuthentication.users` must be a list, not a text'],
])('what %s hold is not repeated where it is written in the wrong way', (_, text, message) => {
  expect(onlyProblem(read(text)).message).toBe(message);
});
