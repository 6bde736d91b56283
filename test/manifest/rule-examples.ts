import { KINDS, type ReadKind } from '../../src/manifest/kinds/kinds';
import type { FieldSchema } from '../../src/manifest/schema/field-schema';
import type { TargetVersion } from '../../src/manifest/target-version';

/** Where the rule stands, its message, a value that breaks it and one that only just does not. */
export type Example = readonly [at: string, message: string, broken: unknown, nearMiss: unknown, version?: TargetVersion];

/** The schema of the field of a spec, or of an object that has none. */
export function schemaAt(path: string): FieldSchema {
  const [kind, ...steps] = path.replace(/\[\]/g, '.[]').split('.');
  let schema: FieldSchema = KINDS[kind as ReadKind].schema.properties!.spec ?? KINDS[kind as ReadKind].schema;
  for (const step of steps) {
    schema = (step === '[]' ? schema.items : step === '*' ? schema.additionalProperties : schema.properties?.[step])!;
  }
  return schema;
}

const http = { name: 'a', port: 80, protocol: 'HTTP' };
const https = { name: 'b', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'c' }] } };
const tls = (mode: object) => [{ ...https, protocol: 'TLS', tls: { certificateRefs: [{ name: 'c' }], ...mode } }];
const ref = { name: 'a', port: 80 };
const authority = (port: number) => ({ port, tls: {} });
const long = (length: number) => `${'a'.repeat(length)}/b`;

const gateway: Example[] = [
  ['Gateway.listeners', "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']", [{ ...https, protocol: 'HTTP' }], [https]],
  ['Gateway.listeners', 'tls mode must be Terminate for protocol HTTPS', [{ ...https, tls: { mode: 'Passthrough' } }], tls({ mode: 'Passthrough' })],
  ['Gateway.listeners', 'tls mode must be set for protocol TLS', [{ ...http, protocol: 'TLS' }], tls({})],
  ['Gateway.listeners', "hostname must not be specified for protocols ['TCP', 'UDP']", [{ ...http, protocol: 'TCP', hostname: 'a' }], [{ ...http, hostname: 'a' }]],
  ['Gateway.listeners', 'Listener name must be unique within the Gateway', [http, { ...http, port: 81 }], [http, { ...http, name: 'b', port: 81 }]],
  ['Gateway.listeners', 'Combination of port, protocol and hostname must be unique for each listener', [http, { ...http, name: 'b' }],
    [http, { ...http, name: 'b', hostname: 'b' }]],
  ['Gateway.listeners[].tls', 'certificateRefs or options must be specified when mode is Terminate', {}, { mode: 'Passthrough' }],
  ['Gateway.infrastructure.labels', 'Label keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.',
    { 'A/b': '' }, { 'a/B': '' }],
  ['Gateway.infrastructure.labels', "If specified, the label key's prefix must be a DNS subdomain not longer than 253 characters in total.",
    { [long(253)]: '' }, { [long(252)]: '' }],
  ['Gateway.infrastructure.annotations',
    'Annotation keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.',
    { ['a'.repeat(64)]: '' }, { ['a'.repeat(63)]: '' }],
  ['Gateway.infrastructure.annotations', "If specified, the annotation key's prefix must be a DNS subdomain not longer than 253 characters in total.",
    { [long(253)]: '' }, { [long(252)]: '' }],
  ['Gateway.addresses', 'IPAddress values must be unique', [{ value: '10.0.0.1' }, { value: '10.0.0.1' }], [{ value: '10.0.0.1' }, { type: 'Hostname', value: '10.0.0.1' }]],
  ['Gateway.addresses', 'Hostname values must be unique', [{ type: 'Hostname', value: 'a' }, { type: 'Hostname', value: 'a' }],
    [{ type: 'Hostname', value: 'a' }, { type: 'Hostname' }, { type: 'Hostname' }]],
  ['Gateway.addresses[]',
    'Hostname value must be empty or contain only valid characters (matching ^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)',
    { type: 'Hostname', value: 'A' }, { type: 'NamedAddress', value: 'A' }],
  ['Gateway.addresses[]', 'IPAddress value must be an IPv4 or IPv6 address', { value: '10.0.0.256' }, { value: '2001:db8::1' }],
  ['Gateway.addresses[]', 'IPAddress value must be an IPv4 or IPv6 address', { value: '01.2.3.0256' }, { value: '01.2.3.004' }],
  ['Gateway.addresses[]', 'IPAddress value must be an IPv4 or IPv6 address', { value: '::00012' }, { value: '::ffff:01.2.3.04' }],
  ['Gateway.tls.frontend.perPort', 'Port for TLS configuration must be unique within the Gateway', [authority(1), authority(1)], [authority(1), authority(2)]],
];

const parent = { name: 'g' };
const prefix = { path: { type: 'PathPrefix', value: '/a' } };
const redirect = { type: 'RequestRedirect', requestRedirect: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } };
const rewrite = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } };
const matches = (count: number) => ({ matches: Array(count).fill(prefix) });

const paths: Example[] = ([
  ['value must be an absolute path and start with \'/\'', 'a', '/a'],
  ["must not contain '//'", '/a//b', '/a/b'],
  ["must not contain '/./'", '/a/./b', '/a/.b'],
  ["must not contain '/../'", '/a/../b', '/a/..b'],
  ["must not contain '%2f'", '/a%2fb', '/a%2eb'],
  ["must not contain '%2F'", '/a%2Fb', '/a%2Eb'],
  ["must not contain '#'", '/a#b', '/a%23b'],
  ["must not end with '/..'", '/a/..', '/a..'],
  ["must not end with '/.'", '/a/.', '/a.'],
] as const).map(([what, broken, nearMiss]) => [
  'HTTPRoute.rules[].matches[].path', `${what} when type one of ['Exact', 'PathPrefix']`, { value: broken }, { type: 'Exact', value: nearMiss },
]);

const bodies = {
  RequestHeaderModifier: ['requestHeaderModifier', {}],
  ResponseHeaderModifier: ['responseHeaderModifier', {}],
  RequestMirror: ['requestMirror', { backendRef: ref }],
  RequestRedirect: ['requestRedirect', {}],
  URLRewrite: ['urlRewrite', {}],
  ExtensionRef: ['extensionRef', { group: 'a', kind: 'B', name: 'c' }],
  CORS: ['cors', {}],
} as const;

const filters: Example[] = Object.entries(bodies).flatMap(([type, [field, body]], index, all) => {
  const [otherType, [otherField, otherBody]] = all[(index + 1) % all.length];
  const own = { type, [field]: body };
  const repeats: Example[] = ['RequestMirror', 'ExtensionRef'].includes(type) ? []
    : [['HTTPRoute.rules[].filters', `${type} filter cannot be repeated`, [own, own], [own, { type: 'RequestMirror', requestMirror: { backendRef: ref } }]]];
  return [
    ...repeats,
    ['HTTPRoute.rules[].filters[]', `filter.${field} must be nil if the filter.type is not ${type}`, { type: otherType, [otherField]: otherBody, [field]: body }, own],
    ['HTTPRoute.rules[].filters[]', `filter.${field} must be specified for ${type} filter.type`, { type }, own],
  ] satisfies Example[];
});

const replacing = (what: string, rule: (match: object) => object): Example[] => [
  ['HTTPRoute.rules[]', `${what} with path.replacePrefixMatch, exactly one PathPrefix match must be specified`,
    rule({ matches: [{ path: { type: 'Exact', value: '/a' } }] }), rule({ matches: [prefix] })],
  ['HTTPRoute.rules[]', `${what} with path.replacePrefixMatch, exactly one PathPrefix match must be specified`,
    rule({ matches: [prefix, prefix] }), rule({})],
];

const route: Example[] = [
  ['HTTPRoute.parentRefs', 'sectionName must be specified when parentRefs includes 2 or more references to the same parent',
    [parent, { ...parent, sectionName: 'a' }], [parent, { ...parent, namespace: 'b', sectionName: 'a' }]],
  ['HTTPRoute.parentRefs', 'sectionName must be unique when parentRefs includes 2 or more references to the same parent',
    [{ ...parent, sectionName: 'a' }, { ...parent, sectionName: 'a' }], [{ ...parent, sectionName: 'a' }, { ...parent, sectionName: 'b' }]],
  ['HTTPRoute.rules', 'While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128',
    [matches(64), matches(64), matches(1)], [matches(64), matches(64)]],
  ['HTTPRoute.rules[]', 'RequestRedirect filter must not be used together with backendRefs',
    { filters: [{ type: 'RequestRedirect', requestRedirect: {} }], backendRefs: [ref] }, { filters: [{ type: 'RequestRedirect', requestRedirect: {} }], backendRefs: [] }],
  ...replacing('When using RequestRedirect filter', (match) => ({ ...match, filters: [redirect] })),
  ...replacing('When using URLRewrite filter', (match) => ({ ...match, filters: [rewrite] })),
  ...replacing('Within backendRefs, when using RequestRedirect filter', (match) => ({ ...match, backendRefs: [{ ...ref, filters: [redirect] }] })),
  ...replacing('Within backendRefs, When using URLRewrite filter', (match) => ({ ...match, backendRefs: [{ ...ref, filters: [rewrite] }] })),
  ...paths,
  ['HTTPRoute.rules[].matches[].path',
    "must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', 'PathPrefix']",
    { value: '/a b' }, { type: 'RegularExpression', value: '/a b' }],
  ['HTTPRoute.rules[].filters', 'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both', [redirect, rewrite], [rewrite]],
  ...filters,
  ['HTTPRoute.rules[].filters[].requestMirror', 'Only one of percent or fraction may be specified in HTTPRequestMirrorFilter',
    { backendRef: ref, percent: 1, fraction: { numerator: 1 } }, { backendRef: ref, percent: 1 }],
  ['HTTPRoute.rules[].backendRefs[]', 'Must have port for Service reference', { name: 'a' }, { name: 'a', group: 'agentgateway.dev', kind: 'AgentgatewayBackend' }],
  ['HTTPRoute.rules[].backendRefs[]', 'Must have port for Service reference', { name: 'a', kind: 'Service' }, { name: 'a', kind: 'AgentgatewayBackend' }],
  ['HTTPRoute.rules[].filters[].requestMirror.fraction', 'numerator must be less than or equal to denominator', { numerator: 101 }, { numerator: 100 }],
  ['HTTPRoute.rules[].filters[].urlRewrite.path', "replaceFullPath must be specified when type is set to 'ReplaceFullPath'",
    { type: 'ReplaceFullPath' }, { type: 'ReplaceFullPath', replaceFullPath: '' }],
  ['HTTPRoute.rules[].filters[].urlRewrite.path', "type must be 'ReplaceFullPath' when replaceFullPath is set",
    { type: 'ReplacePrefixMatch', replacePrefixMatch: '', replaceFullPath: '' }, { type: 'ReplacePrefixMatch', replacePrefixMatch: '' }],
  ['HTTPRoute.rules[].filters[].urlRewrite.path', "replacePrefixMatch must be specified when type is set to 'ReplacePrefixMatch'",
    { type: 'ReplacePrefixMatch' }, { type: 'ReplacePrefixMatch', replacePrefixMatch: '' }],
  ['HTTPRoute.rules[].filters[].urlRewrite.path', "type must be 'ReplacePrefixMatch' when replacePrefixMatch is set",
    { type: 'ReplaceFullPath', replaceFullPath: '', replacePrefixMatch: '' }, { type: 'ReplaceFullPath', replaceFullPath: '' }],
  ['HTTPRoute.rules[].filters[].cors.allowHeaders', "AllowHeaders cannot contain '*' alongside other methods", ['*', 'a'], ['*']],
  ['HTTPRoute.rules[].filters[].cors.allowMethods', "AllowMethods cannot contain '*' alongside other methods", ['GET', '*'], ['GET', 'POST']],
  ['AgentgatewayPolicy.traffic.cors.allowOrigins', "AllowOrigins cannot contain '*' alongside other origins", ['*', 'http://a'], ['http://a', 'https://*.b']],
  ['HTTPRoute.rules[].timeouts', 'backendRequest timeout cannot be longer than request timeout',
    { request: '1s', backendRequest: '1001ms' }, { request: '0s', backendRequest: '1h' }],
];

const target = { group: 'a', kind: 'B', name: 'c' };

const backendTls: Example[] = [
  ['BackendTLSPolicy.targetRefs', 'sectionName must be specified when targetRefs includes 2 or more references to the same target',
    [target, { ...target, sectionName: 'a' }], [target, { ...target, name: 'd', sectionName: 'a' }]],
  ['BackendTLSPolicy.targetRefs', 'sectionName must be unique when targetRefs includes 2 or more references to the same target', [target, target],
    [{ ...target, sectionName: 'a' }, { ...target, sectionName: 'b' }]],
  ['BackendTLSPolicy.validation', 'must not contain both CACertificateRefs and WellKnownCACertificates',
    { hostname: 'a', caCertificateRefs: [target], wellKnownCACertificates: 'System' }, { hostname: 'a', caCertificateRefs: [], wellKnownCACertificates: 'System' }],
  ['BackendTLSPolicy.validation', 'must specify either CACertificateRefs or WellKnownCACertificates',
    { hostname: 'a', caCertificateRefs: [] }, { hostname: 'a', caCertificateRefs: [target] }],
  ['BackendTLSPolicy.validation.subjectAltNames[]', 'SubjectAltName element must contain Hostname, if Type is set to Hostname',
    { type: 'Hostname' }, { type: 'Hostname', hostname: 'a' }],
  ['BackendTLSPolicy.validation.subjectAltNames[]', 'SubjectAltName element must not contain Hostname, if Type is not set to Hostname',
    { type: 'URI', uri: 'a://b', hostname: 'a' }, { type: 'URI', uri: 'a://b' }],
  ['BackendTLSPolicy.validation.subjectAltNames[]', 'SubjectAltName element must contain URI, if Type is set to URI', { type: 'URI' }, { type: 'URI', uri: 'a://b' }],
  ['BackendTLSPolicy.validation.subjectAltNames[]', 'SubjectAltName element must not contain URI, if Type is not set to URI',
    { type: 'Hostname', hostname: 'a', uri: 'a://b' }, { type: 'Hostname', hostname: 'a' }],
];

const mcp = { targets: [{ name: 'a', static: { host: 'b', port: 1 } }] };
const named = (name: string) => ({ name, static: { host: 'b', port: 1 } });
const authAt = 'AgentgatewayBackend.policies.auth';
const secretRef = { name: 'a' };
const header = { header: { name: 'x' } };
const location = { location: header, secretRef };
const exchange = (more: object) => ({ backendRef: ref, ...more });
const client = (more: object) => ({ clientId: 'a', ...more });
const privateKeyJwt = { signingKeyRef: secretRef, assertionAudience: 'a' };
const tag = (more: object) => ({ key: 'a', ...more });

const backend: Example[] = [
  ['AgentgatewayBackend', 'exactly one of the fields in [ai static dynamicForwardProxy mcp aws a2a] must be set', { mcp, dynamicForwardProxy: {} }, { dynamicForwardProxy: {} }],
  ['AgentgatewayBackend', 'exactly one of the fields in [ai static dynamicForwardProxy mcp aws a2a] must be set', {}, { mcp }],
  ['AgentgatewayBackend', 'AI policies require AI backend', { mcp, policies: { ai: {} } }, { ai: {}, policies: { ai: {} } }],
  ['AgentgatewayBackend', 'MCP policies require MCP backend', { dynamicForwardProxy: {}, policies: { mcp: { authorization: { policy: { matchExpressions: ['true'] } } } } },
    { mcp, policies: { mcp: { authorization: { policy: { matchExpressions: ['true'] } } } } }],
  ['AgentgatewayBackend.mcp.targets', 'target names must be unique', [named('a'), named('a')], [named('a'), named('b')]],
  ['AgentgatewayBackend.mcp.targets[]', 'exactly one of the fields in [selector static] must be set', { name: 'a' }, named('a')],
  ['AgentgatewayBackend.mcp.targets[].selector', 'at least one of the fields in [namespaces services] must be set', {}, { services: {} }],
  ['AgentgatewayBackend.mcp.targets[].static', 'exactly one of the fields in [host backendRef] must be set', { port: 1 }, { port: 1, backendRef: {} }],
  ['AgentgatewayBackend.mcp.targets[].static', 'mcp target policies may not be used with backendRef',
    { port: 1, backendRef: { name: 'a' }, policies: {} }, { port: 1, host: 'a', policies: {} }],
  [authAt, 'must specify credentials, or at most one of key/secretRef/passthrough/aws/azure/gcp/oauthTokenExchange/crossAppAccess (credentials may be combined with a primary auth kind)',
    {}, { credentials: [location] }],
  [authAt, 'location may only be set for key, secretRef, or passthrough auth', { gcp: {}, location: header }, { passthrough: {}, location: header }],
  [authAt, 'at most one of the fields in [key secretRef passthrough aws azure gcp oauthTokenExchange crossAppAccess] may be set',
    { key: 'a', secretRef }, { secretRef, credentials: [location] }],
  [`${authAt}.secretRef`, 'custom credential refs must set both group and kind', { name: 'a', group: 'b' }, { name: 'a', group: 'b', kind: 'C' }],
  [`${authAt}.secretRef`, 'custom credential refs must set both group and kind', { name: 'a', kind: 'ConfigMap' }, { name: 'a', kind: 'Secret' }],
  [`${authAt}.aws`, 'secretRef and assumeRole are mutually exclusive', { secretRef, assumeRole: { roleArn: 'arn:aws:iam::123456789012:role/a' } }, { secretRef }],
  [`${authAt}.aws.assumeRole`, 'at most one of the fields in [sessionName sessionNameExpression] may be set',
    { roleArn: 'arn:aws:iam::123456789012:role/a', sessionName: 'ab', sessionNameExpression: 'a' }, { roleArn: 'arn:aws:iam::123456789012:role/a', sessionName: 'ab' }],
  [`${authAt}.aws.assumeRole.tags[]`, 'exactly one of value or expression must be set', tag({ value: 'a', expression: 'b' }), tag({ value: '' })],
  [`${authAt}.azure`, 'at most one of the fields in [secretRef managedIdentity workloadIdentity] may be set', { secretRef, workloadIdentity: {} }, {}],
  [`${authAt}.gcp`, 'audience is only valid with IdToken', { audience: 'a' }, { audience: 'a', type: 'IdToken' }],
  [`${authAt}.oauthTokenExchange`, 'actorToken is only valid with TokenExchange grantType',
    exchange({ grantType: 'JwtBearer', actorToken: { source: header } }), exchange({ actorToken: { source: header } })],
  [`${authAt}.oauthTokenExchange`, 'requestedTokenType is only valid with TokenExchange grantType',
    exchange({ grantType: 'JwtBearer', requestedTokenType: 'Jwt' }), exchange({ grantType: 'TokenExchange', requestedTokenType: 'Jwt' })],
  [`${authAt}.oauthTokenExchange`, 'requestedTokenType IdJag is only supported by crossAppAccess',
    exchange({ requestedTokenType: 'IdJag' }), exchange({ requestedTokenType: 'IdToken' })],
  [`${authAt}.oauthTokenExchange.clientAuth`, 'privateKeyJwt settings require method PrivateKeyJwt', client({ privateKeyJwt }), client({ privateKeyJwt, method: 'PrivateKeyJwt' })],
  [`${authAt}.oauthTokenExchange.clientAuth`, 'secretRef is not valid with method PrivateKeyJwt',
    client({ privateKeyJwt, method: 'PrivateKeyJwt', secretRef }), client({ method: 'ClientSecretBasic', secretRef })],
  [`${authAt}.oauthTokenExchange.clientAuth`, 'clientAuth without secretRef requires method ClientSecretPost or PrivateKeyJwt', client({}), client({ method: 'ClientSecretPost' })],
  [`${authAt}.oauthTokenExchange.clientAuth.privateKeyJwt`, 'certificateRef and certificateHeader must be set together',
    { ...privateKeyJwt, certificateHeader: 'x5c' }, { ...privateKeyJwt, certificateHeader: 'x5c', certificateRef: secretRef }],
  [`${authAt}.oauthTokenExchange.subjectToken.source`, 'exactly one of the fields in [header queryParameter cookie expression] must be set',
    { ...header, expression: 'a' }, { expression: 'a' }],
  [`${authAt}.oauthTokenExchange.actorToken`, 'mayAct Required requires tokenType Jwt', { source: header, mayAct: 'Required' }, { source: header, mayAct: 'Required', tokenType: 'Jwt' }],
  [`${authAt}.oauthTokenExchange.location`, 'exactly one of the fields in [header queryParameter cookie] must be set', {}, { cookie: { name: 'a' } }],
  ['AgentgatewayBackend.policies.http.requestTimeout', 'invalid duration value', '1.5s', '1s500ms'],
  ['AgentgatewayBackend.policies.http.requestTimeout', 'invalid duration value', '1d', '24h'],
  ['AgentgatewayBackend.policies.http.requestTimeout', 'requestTimeout must be at least 1ms', '0s', '1ms'],
  ['AgentgatewayBackend.policies.tcp.connectTimeout', 'connectTimeout must be at least 100ms', '99ms', '100ms'],
  ['AgentgatewayBackend.policies.tcp.keepalive.time', 'time must be at least 1 second', '999ms', '1s'],
  ['AgentgatewayBackend.policies.tcp.keepalive.interval', 'interval must be at least 1 second', '999ms', '1000ms'],
  ['AgentgatewayBackend.policies.tls', 'insecureSkipVerify All and caCertificateRefs may not be set together',
    { insecureSkipVerify: 'All', caCertificateRefs: [] }, { insecureSkipVerify: 'Hostname', caCertificateRefs: [] }],
  ['AgentgatewayBackend.policies.tls', 'insecureSkipVerify and verifySubjectAltNames may not be set together',
    { insecureSkipVerify: 'Hostname', verifySubjectAltNames: ['a'] }, { verifySubjectAltNames: ['a'] }],
  ['AgentgatewayBackend.policies.tls', 'at most one of the fields in [verifySubjectAltNames insecureSkipVerify] may be set',
    { insecureSkipVerify: 'All', verifySubjectAltNames: ['a'] }, { insecureSkipVerify: 'All' }],
  ['AgentgatewayBackend.static', 'must specify either unixPath or both host and port', { host: 'a' }, { host: 'a', port: 1 }],
  ['AgentgatewayBackend.static', 'unixPath and host/port are mutually exclusive', { unixPath: '/a', port: 1 }, { unixPath: '/a' }],
  ['AgentgatewayBackend.aws', 'exactly one of the fields in [agentCore] must be set', {}, { agentCore: { agentRuntimeArn: '' } }],
  ['AgentgatewayBackend.policies', 'at least one of the fields in [ai auth extAuth health http mcp tcp tls transformation tunnel] must be set', {}, { tls: {} }],
  ['AgentgatewayBackend.policies.mcp', 'at least one of the fields in [authentication authorization guardrails] must be set',
    {}, { authorization: { policy: { matchExpressions: ['true'] } } }],
  ['AgentgatewayBackend.policies.mcp.authentication.jwks.cacheDuration', 'cacheDuration must be at least 5m.', '4m59s', '300s'],
  ['AgentgatewayBackend.policies.mcp.guardrails.processors[]', 'exactly one of the fields in [remote] must be set',
    { methods: { '*': 'Full' } }, { methods: { '*': 'Full' }, remote: { backendRef: ref } }],
  ['AgentgatewayBackend.policies.mcp.guardrails.processors[].methods', "method wildcards must be '*', a prefix like 'tools/*', or a suffix like '*/list'",
    { 'tools/*/x': 'Full' }, { 'tools/*': 'Full', '*/list': 'Off' }],
  ['AgentgatewayBackend.policies.mcp.guardrails.processors[].methods', "method wildcards must be '*', a prefix like 'tools/*', or a suffix like '*/list'",
    { '*tools*': 'Full' }, { '*': 'Full' }],
  ['AgentgatewayBackend.policies.transformation.request.remove[]', 'pseudo-headers must be one of :authority, :method, :path, :scheme, or :status', ':host', ':authority'],
  ['AgentgatewayBackend.policies.extAuth', 'forwardBody cannot be used with http.body',
    { backendRef: ref, forwardBody: { maxSize: 1 }, http: { body: 'a' } }, { backendRef: ref, forwardBody: { maxSize: 1 }, http: {} }],
  ['AgentgatewayBackend.policies.extAuth.forwardBody.maxSize', 'value must be at least 1 byte and fit within uint32', 0, '0'],
  ['AgentgatewayBackend.policies.extAuth.forwardBody.maxSize', 'value must be at least 1 byte and fit within uint32', 4294967296, 4294967295],
  ['AgentgatewayBackend.policies.transformation', 'at least one of the fields in [request response] must be set', {}, { request: { body: 'a' } }],
  ['AgentgatewayBackend.policies.transformation.request', 'at least one of the fields in [add body metadata remove set] must be set', {}, { metadata: { a: 'b' } }],
  ['AgentgatewayBackend.policies.health.eviction.duration', 'evictionDuration must be at least 1 second', '0s', '1s'],
];

const policyOf = (kind: string, section: object, more: object = {}) => ({
  targetRefs: [{ group: { Service: '', AgentgatewayBackend: 'agentgateway.dev' }[kind] ?? 'gateway.networking.k8s.io', kind, name: 'a', ...more }],
  ...section,
});
const traffic = { traffic: {} };
const mcpBackend = { backend: { mcp: { authorization: { policy: { matchExpressions: ['true'] } } } } };
const jwt = { providers: [{ issuer: 'a', jwks: { inline: '{}' } }] };
const selector = { group: 'gateway.networking.k8s.io', kind: 'Gateway', matchLabels: {} };
const frontend = { frontend: { accessLog: {} } };
const local = [{ requests: 1, unit: 'Seconds' }];
const entry = (more: object = {}) => ({ policy: { local }, ...more });
const otlp = (more: object) => ({ backendRef: ref, ...more });
const inHttp = (field: string, broken: unknown, nearMiss: unknown, message: string): Example => [`AgentgatewayPolicy.frontend.http.${field}`, message, broken, nearMiss];

const policy: Example[] = [
  ['AgentgatewayPolicy', 'exactly one of the fields in [targetRefs targetSelectors] must be set', { ...traffic }, policyOf('Gateway', traffic)],
  ['AgentgatewayPolicy', 'exactly one of the fields in [targetRefs targetSelectors] must be set', policyOf('Gateway', { ...traffic, targetSelectors: [selector] }),
    { ...traffic, targetSelectors: [selector] }],
  ['AgentgatewayPolicy', 'At least one of traffic, frontend, or backend must be provided.', policyOf('Gateway', {}), policyOf('Gateway', traffic)],
  ['AgentgatewayPolicy', 'strategy.inheritance may only be set on traffic policies', policyOf('Gateway', { ...traffic, ...frontend, strategy: { inheritance: 'Override' } }),
    policyOf('Gateway', { ...traffic, ...frontend, strategy: {} })],
  ['AgentgatewayPolicy', 'backend.mcp may not be used with a Service target', policyOf('Service', mcpBackend), policyOf('AgentgatewayBackend', mcpBackend)],
  ['AgentgatewayPolicy', 'backend.mcp may not target an AgentgatewayBackend sectionName', policyOf('AgentgatewayBackend', mcpBackend, { sectionName: 'a' }),
    policyOf('HTTPRoute', mcpBackend, { sectionName: 'a' })],
  ['AgentgatewayPolicy', 'backend.ai may not be used with a Service target', policyOf('Service', { backend: { ai: {} } }), policyOf('Service', { backend: { tls: {} } })],
  ['AgentgatewayPolicy', 'traffic.jwtAuthentication may not be used with backend.mcp.authentication in the same policy',
    policyOf('Gateway', { traffic: { jwtAuthentication: jwt }, backend: { mcp: { authentication: { jwks: { backendRef: ref, jwksPath: 'a' } } } } }),
    policyOf('Gateway', { traffic: {}, backend: { mcp: { authentication: { jwks: { backendRef: ref, jwksPath: 'a' } } } } })],
  ['AgentgatewayPolicy', "the 'frontend' field can only target a Gateway", policyOf('HTTPRoute', frontend), policyOf('Gateway', frontend)],
  ['AgentgatewayPolicy', "the 'frontend' field can only target a Gateway", { ...frontend, targetSelectors: [{ ...selector, kind: 'HTTPRoute' }] },
    { ...frontend, targetSelectors: [selector] }],
  ['AgentgatewayPolicy',
    'frontend tcp, networkAuthorization, tls, http, proxyProtocol, and connect policies may only target a Gateway or port, not a listener (sectionName)',
    policyOf('Gateway', { frontend: { proxyProtocol: {} } }, { sectionName: 'a' }), policyOf('Gateway', frontend, { sectionName: 'a' })],
  ['AgentgatewayPolicy', 'port may only be set on frontend-only policies (not traffic or backend)', policyOf('Gateway', { ...frontend, ...traffic }, { port: 1 }),
    policyOf('Gateway', frontend, { port: 1 })],
  ['AgentgatewayPolicy', "the 'traffic' field can only target a Gateway, ListenerSet, GRPCRoute, HTTPRoute, or InferencePool",
    policyOf('AgentgatewayBackend', traffic), policyOf('ListenerSet', traffic)],
  ['AgentgatewayPolicy', "the 'traffic.phase=PreRouting' field can only target a Gateway or ListenerSet", policyOf('HTTPRoute', { traffic: { phase: 'PreRouting' } }),
    policyOf('HTTPRoute', { traffic: { phase: 'PostRouting' } })],
  ['AgentgatewayPolicy.targetRefs',
    'targetRefs may only reference Gateway, HTTPRoute, GRPCRoute, ListenerSet, Service, AgentgatewayBackend, or InferencePool resources',
    [{ group: '', kind: 'AgentgatewayBackend', name: 'a' }], [{ group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'a' }]],
  ['AgentgatewayPolicy.targetRefs',
    'targetRefs may only reference Gateway, HTTPRoute, GRPCRoute, ListenerSet, Service, AgentgatewayBackend, or InferencePool resources',
    [{ group: '', kind: 'constructor', name: 'a' }], [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'a' }]],
  ['AgentgatewayPolicy.targetSelectors', 'Only one Kind of targetRef can be set on one policy', [selector, { ...selector, kind: 'HTTPRoute' }], [selector, selector]],
  ['AgentgatewayPolicy.targetRefs[]', 'at most one of the fields in [sectionName port] may be set',
    { group: '', kind: 'Service', name: 'a', sectionName: 'b', port: 1 }, { group: '', kind: 'Service', name: 'a', port: 1 }],
  ['AgentgatewayPolicy.traffic',
    'phase PreRouting only supports extAuth, authorization, transformation, extProc, jwtAuthentication, basicAuthentication, apiKeyAuthentication and cors',
    { phase: 'PreRouting', timeouts: {} }, { phase: 'PreRouting', cors: {}, jwtAuthentication: jwt }],
  ['AgentgatewayPolicy.traffic.jwtAuthentication', 'jwtAuthentication.mcp requires exactly one provider',
    { providers: [...jwt.providers, ...jwt.providers], mcp: {} }, { providers: [...jwt.providers, ...jwt.providers] }],
  ['AgentgatewayPolicy.traffic.jwtAuthentication', 'jwtAuthentication.mcp requires mode Strict', { ...jwt, mcp: {}, mode: 'Optional' }, { ...jwt, mcp: {} }],
  ['AgentgatewayPolicy.traffic.jwtAuthentication.providers[].jwks', 'exactly one of the fields in [remote inline] must be set', {}, { inline: '{}' }],
  ['AgentgatewayPolicy.traffic.basicAuthentication', 'exactly one of the fields in [users secretRef] must be set', { users: ['a'], secretRef }, { users: ['a'] }],
  ['AgentgatewayPolicy.traffic.apiKeyAuthentication', 'exactly one of the fields in [secretRef secretSelector configMapSelector] must be set', {}, { secretRef }],
  ['AgentgatewayPolicy.traffic.rateLimit', 'at least one of the fields in [conditional global local] must be set', {}, { local }],
  ['AgentgatewayPolicy.traffic.rateLimit', 'conditional cannot be set with any other field', { local, conditional: [entry()] }, { conditional: [entry()] }],
  ['AgentgatewayPolicy.traffic.rateLimit.local[]', 'exactly one of the fields in [requests tokens] must be set',
    { requests: 1, tokens: 1, unit: 'Hours' }, { tokens: 1, unit: 'Hours', burst: -1 }],
  ['AgentgatewayPolicy.traffic.rateLimit.conditional', 'conditional entries without condition must be last',
    [entry(), entry({ condition: 'true' })], [entry({ condition: 'true' }), entry()]],
  ['AgentgatewayPolicy.traffic.rateLimit.conditional', 'conditional entries without condition must be last', [entry(), entry()], [entry()]],
  ['AgentgatewayPolicy.traffic.rateLimit.conditional[].policy', 'at least one of the fields in [global local] must be set', {}, { local }],
  ['AgentgatewayPolicy.traffic.timeouts.request', 'request must be at least 1ms', '50ms', '100ms'],
  ['AgentgatewayPolicy.traffic.directResponse', 'status: Required value', {}, { conditional: [{ policy: { status: 200 } }] }],
  ['AgentgatewayPolicy.traffic.directResponse', 'body and bodyExpression may not both be set', { status: 200, body: 'a', bodyExpression: 'b' }, { status: 200, body: 'a' }],
  ['AgentgatewayPolicy.traffic.directResponse.conditional[].policy', 'status is required', {}, { status: 200 }],
  ['AgentgatewayPolicy.traffic.extAuth', 'exactly one of the fields in [grpc http] must be set', { backendRef: ref }, { backendRef: ref, grpc: {} }],
  ['AgentgatewayPolicy.traffic.extAuth', 'backendRef: Required value', { grpc: {} }, { conditional: [{ policy: { backendRef: ref, http: {} } }] }],
  ['AgentgatewayPolicy.traffic.extAuth.conditional[].policy', 'backendRef is required', { grpc: {} }, { backendRef: ref, grpc: {} }],
  ['AgentgatewayPolicy.traffic.transformation', 'at least one of the fields in [conditional request response] must be set', {}, { response: { body: 'a' } }],
  ['AgentgatewayPolicy.frontend',
    'at least one of the fields in [accessLog connect http metrics networkAuthorization proxyProtocol tcp tls tracing] must be set', {}, { accessLog: {} }],
  ['AgentgatewayPolicy.frontend.accessLog.attributes', 'at least one of the fields in [add remove] must be set', {}, { remove: ['a'] }],
  ['AgentgatewayPolicy.frontend.accessLog.otlp', 'path is only valid with protocol HTTP', otlp({ path: '/a' }), otlp({ path: '/a', protocol: 'HTTP' })],
  ['AgentgatewayPolicy.frontend.tracing', 'path must start with /', otlp({ path: 'a', protocol: 'HTTP' }), otlp({ path: '/', protocol: 'HTTP' })],
  ['AgentgatewayPolicy.frontend.http', `at least one of the fields in [${Object.keys(schemaAt('AgentgatewayPolicy.frontend.http').properties!).join(' ')}] must be set`,
    {}, { http1MaxHeaders: 1 }],
  ...['http1IdleTimeout', 'http2KeepaliveInterval', 'http2KeepaliveTimeout', 'maxConnectionDuration'].map((field) =>
    inHttp(field, '999ms', '1s', `${field} must be at least 1 second`)),
  inHttp('http2FrameSize', '15Ki', '16Ki', 'http2FrameSize must be at least 16384 bytes'),
  inHttp('http2FrameSize', '16383', 16384, 'http2FrameSize must be at least 16384 bytes'),
  inHttp('http2FrameSize', '2M', '1e6', 'http2FrameSize must be at most 1677215 bytes'),
  ['AgentgatewayPolicy.frontend.metrics.attributes', 'at least one of the fields in [add] must be set', {}, { add: [{ name: 'a', expression: 'b' }] }],
  ['AgentgatewayPolicy.frontend.tcp', 'at least one of the fields in [keepalive] must be set', {}, { keepalive: {} }],
  ['AgentgatewayPolicy.frontend.tls', `at least one of the fields in [${Object.keys(schemaAt('AgentgatewayPolicy.frontend.tls').properties!).join(' ')}] must be set`,
    {}, { minProtocolVersion: '1.3' }],
  ['AgentgatewayPolicy.frontend.tls.handshakeTimeout', 'handshakeTimeout must be at least 100ms', '99ms', '100ms'],
];

const parameters: Example[] = [
  ['AgentgatewayParameters', 'deployment overlays are only valid when workload.kind is Deployment or unset', { deployment: {}, workload: { kind: 'DaemonSet' } },
    { deployment: {}, workload: {} }],
  ['AgentgatewayParameters', 'daemonSet overlays are only valid when workload.kind is DaemonSet', { daemonSet: {} }, { daemonSet: {}, workload: { kind: 'DaemonSet' } }],
  ['AgentgatewayParameters', 'horizontalPodAutoscaler is not valid when workload.kind is DaemonSet', { horizontalPodAutoscaler: {}, workload: { kind: 'DaemonSet' } },
    { horizontalPodAutoscaler: {}, workload: { kind: 'Deployment' } }],
  ['AgentgatewayParameters.shutdown', "The 'min' value must be less than or equal to the 'max' value.", { min: 2, max: 1 }, { min: 1, max: 1 }],
];

const BACKEND_OR_URL = 'exactly one of the fields in [backendRef url] must be set';
const PATH_AT_BACKEND = 'backendRef and jwksPath must be set together';
const core: Example[] = [
  ['Secret.data.*', 'illegal base64 data', 'YWI', 'YWI='],
  ['Secret.data.*', 'illegal base64 data', 'YQ=', 'YQ==\n'],
  ['ConfigMap.binaryData.*', 'illegal base64 data', 'YW_i', 'YW/i'],
];

const SUPPORTED = 'phase PreRouting only supports extAuth, transformation';

const PLAIN_AUTH = 'exactly one of the fields in [key secretRef passthrough aws azure gcp] must be set';
const BAD_DURATION = "should match '^([0-9]{1,5}(h|m|s|ms)){1,4}$'";
const origins = 'AgentgatewayPolicy.traffic.cors.allowOrigins[]';

const otherReleases: Example[] = [
  ['AgentgatewayPolicy.targetRefs',
    'targetRefs may only reference Gateway, HTTPRoute, GRPCRoute, XListenerSet, Service, or AgentgatewayBackend resources',
    [{ group: '', kind: 'XListenerSet', name: 'a' }], [{ group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet', name: 'a' }], '0.12'],
  ['AgentgatewayPolicy.targetRefs',
    'targetRefs may only reference Gateway, HTTPRoute, GRPCRoute, ListenerSet, Service, AgentgatewayBackend, or InferencePool resources',
    [{ group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet', name: 'a' }], [{ group: 'gateway.networking.k8s.io', kind: 'ListenerSet', name: 'a' }], '1.0'],
  ['AgentgatewayPolicy', "the 'traffic.phase=PreRouting' field can only target a Gateway or ListenerSet", policyOf('HTTPRoute', { traffic: { phase: 'PreRouting' } }),
    policyOf('XListenerSet', { traffic: { phase: 'PreRouting' } }, { group: 'gateway.networking.x-k8s.io' }), '0.12'],
  [authAt, PLAIN_AUTH, { key: 'a', secretRef }, { secretRef }, '1.3'],
  [authAt, PLAIN_AUTH, {}, { key: 'a' }, '0.10'],
  [origins, 'should match ' + `'${String.raw`(^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9\-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$)`}'`,
    'chrome-extension://abc', 'https://abc', '1.0'],
  ['AgentgatewayPolicy.traffic.retry.codes', 'Duplicate value', [500, 500], [500, 501], '1.3'],
  ['AgentgatewayPolicy.traffic.retry.attempts', 'must be of type integer: "number"', 1e19, 9e18],
  ['AgentgatewayPolicy.traffic.timeouts.request', BAD_DURATION, '1d', '1h', 'main'],
  ['AgentgatewayPolicy.frontend.http.http1IdleTimeout', BAD_DURATION, '1.5s', '1s500ms', 'main'],
  ['AgentgatewayPolicy', 'frontend policies may only target a Gateway, not a listener (sectionName)', policyOf('Gateway', frontend, { sectionName: 'a' }),
    policyOf('Gateway', frontend), '1.3'],
  ['AgentgatewayPolicy.traffic', `${SUPPORTED} and extProc`, { phase: 'PreRouting', jwtAuthentication: jwt }, { phase: 'PreRouting', delay: { duration: '1s' } }, '0.12'],
  ['AgentgatewayPolicy.traffic', `${SUPPORTED}, extProc, jwtAuthentication, basicAuthentication and apiKeyAuthentication`,
    { phase: 'PreRouting', cors: {} }, { phase: 'PreRouting', jwtAuthentication: jwt }, '1.2'],
  ['AgentgatewayPolicy.traffic',
    'phase PreRouting only supports extAuth, authorization, transformation, extProc, jwtAuthentication, basicAuthentication, apiKeyAuthentication and cors',
    { phase: 'PreRouting', timeouts: {} }, { phase: 'PreRouting', delay: { duration: '1s' } }, '1.3'],
  ['AgentgatewayPolicy.traffic.timeouts', 'request: Required value', {}, { request: '1ms' }, 'main'],
  ['AgentgatewayPolicy.traffic.timeouts.request', 'request must be at least 1ms', '0s', '1ms', 'main'],
  ['AgentgatewayPolicy.traffic.extAuth', 'exactly one of the fields in [backendRef url] must be set', { grpc: {} }, { url: 'http://a', grpc: {} }, 'main'],
  ...[
    ['AgentgatewayPolicy.traffic.jwtAuthentication.providers[].jwks.remote', { jwksPath: 'a' }],
    ['AgentgatewayPolicy.backend.mcp.authentication.jwks', { jwksPath: 'a' }],
    ['AgentgatewayPolicy.backend.mcp.guardrails.processors[].remote', {}],
    ['AgentgatewayPolicy.traffic.rateLimit.global', { domain: 'a', descriptors: [{ entries: [{ name: 'a', expression: 'b' }] }] }],
    ['AgentgatewayPolicy.frontend.tracing', {}],
    ['AgentgatewayPolicy.frontend.accessLog.otlp', {}],
  ].flatMap(([at, more]) => {
    const { jwksPath, ...rest } = more as { jwksPath?: string };
    return [
      [at, BACKEND_OR_URL, rest, { url: 'https://a', ...rest }, 'main'],
      [at, BACKEND_OR_URL, { backendRef: ref, url: 'https://a', ...more as object }, { backendRef: ref, ...more as object }, 'main'],
    ] as Example[];
  }),
  ...['AgentgatewayPolicy.traffic.jwtAuthentication.providers[].jwks.remote', 'AgentgatewayPolicy.backend.mcp.authentication.jwks'].flatMap((at) => [
    [at, PATH_AT_BACKEND, { backendRef: ref }, { backendRef: ref, jwksPath: 'a' }, 'main'],
    [at, PATH_AT_BACKEND, { url: 'https://a', jwksPath: 'a' }, { url: 'https://a' }, 'main'],
  ] as Example[]),
  ['AgentgatewayPolicy', 'sectionName of a Service must be a port number', policyOf('Service', { backend: { tls: {} } }, { sectionName: 'http' }),
    policyOf('Service', { backend: { tls: {} } }, { sectionName: '80' }), 'main'],
  ['AgentgatewayPolicy.traffic.cors.allowHeaders', "AllowHeaders cannot contain '*' alongside other methods", ['*', 'a'], ['*'], '1.0'],
];

/** Every rule with what breaks it and what comes near. */
export const EXAMPLES: readonly Example[] = [...gateway, ...route, ...backendTls, ...backend, ...policy, ...parameters, ...core, ...otherReleases];
