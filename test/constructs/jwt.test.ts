import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { Duration } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { chartFor, jwks, rendered, served, synthesized } from './support';
import {
  BackendReference, ClaimRule, CredentialLocation, IdentityProvider, Jwks, JwtMode, JwtPolicy, JwtPolicyProps, McpAuthentication,
  PolicyInheritance, PolicyPhase,
  TargetVersion,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const provider = { issuer: 'https://idp.example.com', audiences: ['mcp'], jwks };

function policyWith(props: Partial<JwtPolicyProps>, version?: TargetVersion): any {
  const chart = chartFor(version);
  new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, metadata: { name: 'jwt' }, providers: [provider], ...props });
  return synthesized(chart, 'AgentgatewayPolicy').find(({ metadata }) => metadata.name === 'jwt')?.spec;
}

function keysFrom(pem: string, algorithm?: string): any {
  const { inline } = policyWith({ providers: [{ ...provider, jwks: Jwks.fromPem(pem, 'k1', algorithm) }] }).traffic.jwtAuthentication.providers[0].jwks;
  return JSON.parse(inline).keys;
}

describe('keys', () => {
  test.each([
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, { kty: 'RSA', alg: 'RS256' }],
    ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, { kty: 'EC', crv: 'P-256', alg: 'ES256' }],
    ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey, { kty: 'EC', crv: 'P-384', alg: 'ES384' }],
    ['Ed25519', generateKeyPairSync('ed25519').publicKey, { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' }],
  ])('of the kind %s are read from PEM', (_, key, expected) => {
    const [jwk] = keysFrom(key.export({ format: 'pem', type: 'spki' }).toString());

    expect(jwk).toMatchObject({ ...expected, kid: 'k1', use: 'sig' });
    expect(createPublicKey({ key: jwk, format: 'jwk' }).equals(key)).toBe(true);
  });

  test('in PEM are pinned to the algorithm that is said', () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'pem', type: 'spki' }).toString();

    expect(keysFrom(pem, 'PS256')[0].alg).toBe('PS256');
    expect(() => Jwks.fromPem(pem, 'k', 'ES256')).toThrow('`algorithm` is `ES256`, which is none for a key of the kind `RSA`');
    expect(() => Jwks.fromPem(pem, '')).toThrow('`kid` has 0 characters');
  });

  test('in PEM that are private, of another kind, or none are refused, and not shown', () => {
    const secret = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const exotic = generateKeyPairSync('x25519').publicKey.export({ format: 'pem', type: 'spki' }).toString();

    expect(() => Jwks.fromPem(secret, 'k')).toThrow(/^`pem` is a private key\nhelp: [^-]*$/);
    expect(() => Jwks.fromPem(exotic, 'k')).toThrow('`pem` is a key of the kind `X25519`');
    expect(() => Jwks.fromPem('hello', 'k')).toThrow('`pem` holds no public key');
  });

  test('are fetched from a Service, which lets the policy name it', () => {
    const chart = chartFor();
    const keys = Jwks.fromReference(BackendReference.fromServiceName('keycloak', 8080, 'keycloak'), '/realms/master/protocol/openid-connect/certs', {
      cacheDuration: Duration.minutes(10),
    });
    new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, providers: [{ ...provider, jwks: keys }] });

    expect(rendered(chart, 'AgentgatewayPolicy')[0].spec.traffic.jwtAuthentication.providers[0].jwks).toStrictEqual({
      remote: {
        backendRef: { kind: 'Service', name: 'keycloak', namespace: 'keycloak', port: 8080 },
        jwksPath: '/realms/master/protocol/openid-connect/certs',
        cacheDuration: '10m',
      },
    });
    expect(rendered(chart, 'ReferenceGrant').map(({ metadata }) => metadata.namespace)).toStrictEqual(['keycloak']);
  });

  test.each<[string, string, object, object | undefined]>([
    ['https, with TLS', 'https://idp.example.com/keys', { host: 'idp.example.com', port: 443 }, { tls: { sni: 'idp.example.com', caCertificateRefs: [{ name: 'ca' }] } }],
    ['https, on a port of its own', 'https://idp.example.com:8443/keys', { host: 'idp.example.com', port: 8443 },
      { tls: { sni: 'idp.example.com', caCertificateRefs: [{ name: 'ca' }] } }],
    ['http', 'http://idp.example.com/keys', { host: 'idp.example.com', port: 80 }, undefined],
  ])('are fetched by %s', (_, url, host, policies) => {
    const chart = chartFor();
    const caCertificates = policies && ConfigMap.fromConfigMapName(chart, 'ca', 'ca');
    const target = served(chart).gateway;
    new JwtPolicy(chart, 'jwt', { target, providers: [{ ...provider, jwks: Jwks.fromUrl(url, { caCertificates }) }] });
    const made = rendered(chart, 'AgentgatewayBackend').find(({ spec }) => spec.static);

    expect(made?.spec).toStrictEqual({ static: host, ...policies && { policies } });
    expect(made?.metadata.namespace).toBe('mcp');
    expect(rendered(chart, 'AgentgatewayPolicy')[0].spec.traffic.jwtAuthentication.providers[0].jwks.remote).toMatchObject({
      backendRef: { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: made?.metadata.name }, jwksPath: '/keys',
    });
    expect(() => synthesized(chart, 'AgentgatewayPolicy')).not.toThrow();
  });

  test('are not fetched from a path that is too long for the release', () => {
    const jwksOfLongPath = Jwks.fromUrl(`https://a.example.com/${'k'.repeat(1500)}`);

    expect(() => policyWith({ providers: [provider, { ...provider, jwks: jwksOfLongPath }] }, TargetVersion.MAIN))
      .toThrow('`providers[1].jwks.remote.jwksPath` must have at most 1024 characters, not 1501');
  });

  test.each<[string, () => unknown, string | RegExp]>([
    ['a path with a host', () => Jwks.fromReference(BackendReference.fromServiceName('a', 1), 'https://a/keys'), '`path` is "https://a/keys", which is no path of a JWK Set'],
    ['a URL without scheme', () => Jwks.fromUrl('idp.example.com/keys'), '`url` is `idp.example.com/keys`, which is no URL of a server'],
    ['a path with a control character', () => Jwks.fromReference(BackendReference.fromServiceName('a', 1), '/k\u0000'), '`path` is "/k\\u0000", which is no path'],
    ['a path with a letter outside ASCII', () => Jwks.fromReference(BackendReference.fromServiceName('a', 1), '/ä'), '`path` is "/ä", which is no path'],
    ['a path that is too long', () => Jwks.fromUrl(`https://a/${'k'.repeat(2000)}`), '`path` has 2001 characters\nhelp: keep it to 2000 characters'],
    ['a URL with a user', () => Jwks.fromUrl('https://u:p@a/keys'), /^`url` has a user, `\?` or `#`, which the controller does not send\nhelp: [^@]*$/],
    ['a URL with port 0', () => Jwks.fromUrl('https://a:0/keys'), '`port` is `0`, which is no port'],
    ['TLS to an IPv6 address', () => Jwks.fromUrl('https://[::1]/keys'), '`url` has the host `::1`, which TLS has no name for'],
    ['TLS to a name that ends with a dot', () => Jwks.fromUrl('https://a.example.com./keys'), '`url` has the host `a.example.com.`'],
    ['an empty text', () => Jwks.fromText(''), '`json` has 0 characters as JSON\nhelp: give a JWK Set of 2 to 65536 characters'],
    ['a text that is too long', () => Jwks.fromText(' '.repeat(65_537)), '`json` has 65537 characters as JSON'],
    ['an object that is too long', () => Jwks.fromObject({ keys: ['a'.repeat(65_536)] }), '`jwks` has 65549 characters as JSON'],
    ['a URL with a query', () => Jwks.fromUrl('https://a/keys?x=1'), '`url` has a user, `?` or `#`'],
    ['a cache that is too short', () => Jwks.fromUrl('https://a/keys', { cacheDuration: Duration.minutes(1) }), '`cacheDuration` is `60000ms`, which is too short\nhelp: give at least 300000ms'],
    ['an authority without TLS', () => Jwks.fromUrl('http://a/keys', { caCertificates: ConfigMap.fromConfigMapName(chartFor(), 'c', 'c') }), '`caCertificates` is given'],
    ['a port of a reference', () => BackendReference.fromServiceName('a', 0), '`port` is `0`, which is no port'],
    ['a host in a reference', () => BackendReference.fromServiceName('a.b', 1), '`name` is `a.b`, which is no name of a Service'],
  ])('are refused with %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('the token', () => {
  test.each([
    ['a header', CredentialLocation.header('X-Token', 'Token '), { header: { name: 'X-Token', prefix: 'Token ' } }],
    ['a query parameter', CredentialLocation.queryParameter('token'), { queryParameter: { name: 'token' } }],
    ['a cookie', CredentialLocation.cookie('session'), { cookie: { name: 'session' } }],
    ['an expression', CredentialLocation.expression('request.headers["x-token"]'), { expression: 'request.headers["x-token"]' }],
  ])('is found in %s', (_, location, expected) => {
    expect(policyWith({ location }).traffic.jwtAuthentication.location).toStrictEqual(expected);
  });

  test('is not found in a cookie whose name no cookie can have', () => {
    expect(() => CredentialLocation.cookie('a;b')).toThrow('`name` is "a;b", which is no name of a cookie');
  });

  test('is not found elsewhere by releases that only look at one place', () => {
    expect(() => policyWith({ location: CredentialLocation.cookie('c') }, TargetVersion.V1_1))
      .toThrow('`location` does not exist in agentgateway 1.1\nhelp: it came with 1.2');
    expect(() => policyWith({ location: CredentialLocation.expression('"x"') }, TargetVersion.V1_2))
      .toThrow('`location.expression` does not exist in agentgateway 1.2\nhelp: it came with 1.3');
  });
});

describe('MCP authentication', () => {
  const keycloak: McpAuthentication = { resource: 'http://localhost:8080/mcp', identityProvider: IdentityProvider.KEYCLOAK };

  test('tells clients where to get a token', () => {
    const { jwtAuthentication } = policyWith({
      mcp: { ...keycloak, scopes: ['email'], bearerMethods: ['header'], resourceMetadata: { resourceName: 'tools' } },
    }).traffic;

    expect(jwtAuthentication.mcp).toStrictEqual({
      provider: 'Keycloak',
      resourceMetadata: { bearerMethodsSupported: ['header'], resource: 'http://localhost:8080/mcp', resourceName: 'tools', scopesSupported: ['email'] },
    });
  });

  test.each<[string, string, McpAuthentication, string]>([
    ['Auth0 without a slash', 'https://a.auth0.com', { ...keycloak, identityProvider: IdentityProvider.AUTH0 }, 'those of Auth0 end with `/`'],
    ['Okta with a slash', 'https://a.okta.com/oauth2/default/', { ...keycloak, identityProvider: IdentityProvider.OKTA, clientId: 'a' }, 'those of Okta do not end with `/`'],
    ['Keycloak with a slash', 'https://k/realms/m/', keycloak, 'those of Keycloak do not end with `/`'],
    ['Entra without a client', 'https://login.microsoftonline.com/t/v2.0', { ...keycloak, identityProvider: IdentityProvider.ENTRA }, '`mcp.clientId` is missing'],
    ['a resource that is no URL', 'https://k', { resource: 'mcp.example.com' }, '`mcp.resource` is `mcp.example.com`, which is no URL of a server'],
    ['a resource with a password', 'https://k', { resource: 'https://u:p@a/mcp' }, '`mcp.resource` has a user or a password, which everyone could read\nhelp: give the URL without it'],
    ['an empty client', 'https://k', { ...keycloak, clientId: '' }, '`mcp.clientId` is empty'],
    ['an empty list of scopes', 'https://k', { ...keycloak, scopes: [] }, '`mcp.scopes` is empty'],
    ['two scopes in one', 'https://k', { ...keycloak, scopes: ['email', 'a b'] }, '`mcp.scopes` has "a b", which is no scope'],
    ['an unknown bearer method', 'https://k', { ...keycloak, bearerMethods: ['cookie'] }, '`mcp.bearerMethods` has `cookie`, which is none\nhelp: use `header`, `body`, `query`'],
    ['a field that has a prop', 'https://k', { ...keycloak, resourceMetadata: { scopesSupported: ['a'] } },
      '`mcp.resourceMetadata` has `scopesSupported`, which has a prop of its own\nhelp: give it as `mcp.scopes`'],
    ['a resource with a fragment', 'https://k', { resource: 'https://a/mcp#x' }, '`mcp.resource` is `https://a/mcp#x`'],
  ])('is refused for %s', (_, issuer, mcp, message) => {
    expect(() => policyWith({ providers: [{ ...provider, issuer }], mcp })).toThrow(message);
  });

  test('is refused with several providers, or where no token is asked for', () => {
    expect(() => policyWith({ providers: [provider, provider], mcp: keycloak })).toThrow('`mcp` is given with 2 providers');
    expect(() => policyWith({ mode: JwtMode.OPTIONAL, mcp: keycloak })).toThrow('`mcp` is given with the mode `Optional`');
  });

  test.each<[TargetVersion, McpAuthentication, string]>([
    [TargetVersion.V1_0, keycloak, '`mcp` does not exist in agentgateway 1.0\nhelp: it came with 1.1'],
    [TargetVersion.V1_2, { ...keycloak, clientId: 'a' }, '`mcp.clientId` does not exist in agentgateway 1.2\nhelp: it came with 1.3'],
    [TargetVersion.V1_3, { ...keycloak, identityProvider: IdentityProvider.DESCOPE }, '`mcp.provider` cannot be `Descope` in agentgateway 1.3\nhelp: the value came with 1.4'],
  ])('is refused for release %s where that lacks it', (version, mcp, message) => {
    expect(() => policyWith({ mcp }, version)).toThrow(message);
  });
});

describe('a JWT policy', () => {
  test('acts before routing, for its gateway alone', () => {
    const chart = chartFor();
    const { route } = served(chart);

    expect(policyWith({ phase: PolicyPhase.PRE_ROUTING }).traffic.phase).toBe('PreRouting');
    expect(() => new JwtPolicy(chart, 'jwt', { target: route, providers: [provider], phase: PolicyPhase.PRE_ROUTING }))
      .toThrow('`phase` is `PreRouting`, and the target is HTTPRoute `route`, which is only known after routing');
    expect(() => policyWith({ phase: PolicyPhase.PRE_ROUTING, requestTimeout: Duration.seconds(1) })).toThrow('phase PreRouting only supports');
  });

  test('is final where it says so, in both of its halves', () => {
    const chart = chartFor();
    const jwt = new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, providers: [provider], inheritance: PolicyInheritance.OVERRIDE });
    jwt.allow(ClaimRule.claim('sub').exists());

    expect(rendered(chart, 'AgentgatewayPolicy').map(({ spec }) => spec.strategy)).toStrictEqual([{ inheritance: 'Override' }, { inheritance: 'Override' }]);
  });

  test('cannot be final before release 1.3', () => {
    expect(() => policyWith({ inheritance: PolicyInheritance.OVERRIDE }, TargetVersion.V1_2))
      .toThrow('`strategy` does not exist in agentgateway 1.2\nhelp: it came with 1.3');
  });
});
