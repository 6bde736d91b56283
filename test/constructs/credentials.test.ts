import { Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { refusedByCrds, testWithCrds } from './real-crds';
import { chartFor, rendered, synthesized } from './support';
import {
  AssertionAlgorithm, AssertionCertificateHeader, BackendCredentials, BackendReference, CredentialLocation, McpBackend, McpTarget, OAuthClient,
  RequestedTokenType, StaticBackend, TargetVersion, TokenExchangeGrantType, TokenExchangeOptions,
} from '../../src';

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

const secret = Secret.fromSecretName(chartFor(), 'secret', 'client');
const endpoint = BackendReference.fromServiceName('idp', 8080, 'login');
const backendRef = { kind: 'Service', name: 'idp', namespace: 'login', port: 8080 };
const client = OAuthClient.secretBasic('gateway', secret);
const clientAuth = { clientId: 'gateway', method: 'ClientSecretBasic', secretRef: { name: 'client' } };

function targetWith(chart: Chart, credentials: BackendCredentials): McpBackend {
  return new McpBackend(chart, 'backend', { targets: [McpTarget.host('tools', { tls: true, credentials })] });
}

const kinds: [string, BackendCredentials, object][] = [
  ['exchange a token', BackendCredentials.tokenExchange(endpoint), { oauthTokenExchange: { backendRef } }],
  ['exchange a token in every detail', BackendCredentials.tokenExchange(endpoint, {
    path: '/token',
    grantType: TokenExchangeGrantType.TOKEN_EXCHANGE,
    client,
    subjectToken: { source: CredentialLocation.header('X-Token'), tokenType: 'Jwt' },
    actorToken: { source: CredentialLocation.expression('request.headers["x-actor"]'), tokenType: 'Jwt', requireMayAct: true },
    audiences: ['tools'],
    resources: ['https://tools.example.com'],
    scopes: ['read'],
    additionalParams: { tenant: 'jwt.tenant' },
    requestedTokenType: RequestedTokenType.ACCESS_TOKEN,
    location: CredentialLocation.header('X-Tools', 'Bearer '),
    cache: { defaultTtl: Duration.minutes(1), maxEntries: 0 },
  }), {
    oauthTokenExchange: {
      backendRef,
      path: '/token',
      grantType: 'TokenExchange',
      clientAuth,
      subjectToken: { source: { header: { name: 'X-Token' } }, tokenType: 'Jwt' },
      actorToken: { source: { expression: 'request.headers["x-actor"]' }, tokenType: 'Jwt', mayAct: 'Required' },
      audiences: ['tools'],
      resources: ['https://tools.example.com'],
      scopes: ['read'],
      additionalParams: { tenant: 'jwt.tenant' },
      requestedTokenType: 'AccessToken',
      location: { header: { name: 'X-Tools', prefix: 'Bearer ' } },
      cache: { inMemory: { defaultTtl: '1m', maxEntries: 0 } },
    },
  }],
  ['assert who the client is', BackendCredentials.crossAppAccess({
    audience: 'https://as.example.com',
    identityProvider: { service: endpoint, client, path: '/token' },
    resourceAuthorizationServer: { service: endpoint, client: OAuthClient.secretPost('gateway', secret, 'as') },
    resources: ['https://tools.example.com'],
    scopes: ['read'],
    subjectToken: CredentialLocation.cookie('id'),
    cache: {},
  }), {
    crossAppAccess: {
      audience: 'https://as.example.com',
      identityProvider: { backendRef, clientAuth, path: '/token' },
      resourceAuthorizationServer: {
        backendRef, clientAuth: { clientId: 'gateway', method: 'ClientSecretPost', secretRef: { name: 'client', key: 'as' } },
      },
      resources: ['https://tools.example.com'],
      scopes: ['read'],
      subjectToken: { source: { cookie: { name: 'id' } } },
      cache: { inMemory: {} },
    },
  }],
  ['sign for AWS', BackendCredentials.aws(), { aws: {} }],
  ['sign for AWS in a role', BackendCredentials.aws({
    region: 'us-east-1',
    serviceName: 'execute-api',
    roleArn: 'arn:aws:iam::123456789012:role/tools',
    sessionNameExpression: 'jwt.sub',
    sessionTags: { team: '"mcp"', app: 'request.host' },
  }), {
    aws: {
      region: 'us-east-1',
      serviceName: 'execute-api',
      assumeRole: {
        roleArn: 'arn:aws:iam::123456789012:role/tools',
        sessionNameExpression: 'jwt.sub',
        tags: [{ key: 'app', expression: 'request.host' }, { key: 'team', expression: '"mcp"' }],
      },
    },
  }],
  ['sign for AWS by a Secret', BackendCredentials.aws({ secret }), { aws: { secretRef: { name: 'client' } } }],
  ['are of Azure by a Secret', BackendCredentials.azureSecret(secret), { azure: { secretRef: { name: 'client' } } }],
  ['are of Azure by an identity', BackendCredentials.azureManagedIdentity({ clientId: 'a', objectId: 'b', resourceId: 'c' }),
    { azure: { managedIdentity: { clientId: 'a', objectId: 'b', resourceId: 'c' } } }],
  ['are of Azure by the pod', BackendCredentials.azureWorkloadIdentity(), { azure: { workloadIdentity: {} } }],
  ['are of Google', BackendCredentials.gcpAccessToken({ secret, key: 'gcp' }), { gcp: { type: 'AccessToken', secretRef: { name: 'client', key: 'gcp' } } }],
  ['are of Google for a service', BackendCredentials.gcpIdToken({ audience: 'https://tools.example.com' }),
    { gcp: { type: 'IdToken', audience: 'https://tools.example.com' } }],
];

describe('credentials', () => {
  test.each(kinds)('%s', (_, credentials, expected) => {
    const chart = chartFor();
    targetWith(chart, credentials);

    expect(synthesized(chart, 'AgentgatewayBackend')[0].spec.mcp.targets[0].static.policies.auth).toStrictEqual(expected);
  });

  testWithCrds('of every kind are accepted by the CRDs', () => {
    for (const [, credentials] of kinds) {
      const chart = chartFor();
      targetWith(chart, credentials);
      expect(refusedByCrds(chart, 'AgentgatewayBackend')).toStrictEqual([]);
    }
  });

  test('let the token endpoint be named from its namespace', () => {
    const chart = chartFor();
    targetWith(chart, BackendCredentials.tokenExchange(endpoint));

    expect(rendered(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec.from[0].kind, spec.to[0].name])).toStrictEqual(
      [['login', 'AgentgatewayBackend', 'idp']]);
  });

  test('come from a token endpoint elsewhere over TLS', () => {
    const chart = chartFor();
    const login = new StaticBackend(chart, 'login', { metadata: { name: 'login' }, host: 'login.example.com', tls: true });
    targetWith(chart, BackendCredentials.tokenExchange(login.reference, { path: '/token', client }));
    const backends = synthesized(chart, 'AgentgatewayBackend');

    expect(backends.find(({ metadata }) => metadata.name === 'login')?.spec).toStrictEqual(
      { static: { host: 'login.example.com', port: 443 }, policies: { tls: { sni: 'login.example.com' } } });
    expect(backends.find(({ metadata }) => metadata.name !== 'login')?.spec.mcp.targets[0].static.policies.auth.oauthTokenExchange.backendRef).toStrictEqual(
      { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'login', port: 443 });
  });

  test.each<[string, OAuthClient, object]>([
    ['by nothing', OAuthClient.publicClient('gateway'), { clientId: 'gateway', method: 'ClientSecretPost' }],
    ['by a key', OAuthClient.privateKeyJwt('gateway', { audience: 'https://login.example.com/token', signingKey: secret }), {
      clientId: 'gateway',
      method: 'PrivateKeyJwt',
      privateKeyJwt: { assertionAudience: 'https://login.example.com/token', signingKeyRef: { name: 'client' } },
    }],
    ['by a key with a certificate', OAuthClient.privateKeyJwt('gateway', {
      audience: 'https://login.example.com/token',
      signingKey: secret,
      signingKeyEntry: 'key',
      algorithm: AssertionAlgorithm.PS256,
      kid: 'one',
      certificate: secret,
      certificateEntry: 'cert',
      certificateHeader: AssertionCertificateHeader.X5T_S256,
    }), {
      clientId: 'gateway',
      method: 'PrivateKeyJwt',
      privateKeyJwt: {
        assertionAudience: 'https://login.example.com/token',
        signingKeyRef: { name: 'client', key: 'key' },
        alg: 'PS256',
        kid: 'one',
        certificateRef: { name: 'client', key: 'cert' },
        certificateHeader: 'x5t#S256',
      },
    }],
  ])('know the gateway %s', (_, by, expected) => {
    const chart = chartFor();
    targetWith(chart, BackendCredentials.tokenExchange(endpoint, { client: by }));

    expect(synthesized(chart, 'AgentgatewayBackend')[0].spec.mcp.targets[0].static.policies.auth.oauthTokenExchange.clientAuth).toStrictEqual(expected);
  });

  test.each<[string, TokenExchangeOptions, string]>([
    ['an actor of an assertion', { grantType: TokenExchangeGrantType.JWT_BEARER, actorToken: { source: CredentialLocation.cookie('a') } },
      'actorToken is only valid with TokenExchange grantType'],
    ['a type of token for an assertion', { grantType: TokenExchangeGrantType.JWT_BEARER, requestedTokenType: RequestedTokenType.JWT },
      'requestedTokenType is only valid with TokenExchange grantType'],
    ['an actor who may act by what is no JWT', { actorToken: { source: CredentialLocation.cookie('a'), requireMayAct: true } }, 'mayAct Required requires tokenType Jwt'],
    ['no audience', { audiences: [] }, 'oauthTokenExchange.audiences` is empty'],
    ['a path that is none', { path: 'token' }, 'oauthTokenExchange.path` must be a path that begins with `/`'],
    ['tokens that are kept for no time', { cache: { defaultTtl: Duration.millis(10) } }, '`cache.defaultTtl` is `10ms`, which is too short'],
    ['a negative number of tokens', { cache: { maxEntries: -1 } }, '`cache.maxEntries` is `-1`, which is outside its limits'],
  ])('are refused with %s', (_, options, message) => {
    expect(() => targetWith(chartFor(), BackendCredentials.tokenExchange(endpoint, options))).toThrow(message);
  });

  test.each<[string, () => unknown, string]>([
    ['an expression for where they go', () => BackendCredentials.tokenExchange(endpoint, { location: CredentialLocation.expression('"a"') }),
      '`location` of the credentials is an expression'],
    ['a name without a session', () => BackendCredentials.aws({ sessionName: 'a' }), '`sessionName` is given without `roleArn`'],
    ['a Secret and a role', () => targetWith(chartFor(), BackendCredentials.aws({ secret, roleArn: 'arn:aws:iam::123456789012:role/a' })),
      'secretRef and assumeRole are mutually exclusive'],
    ['a role that is none', () => targetWith(chartFor(), BackendCredentials.aws({ roleArn: 'tools' })), 'must be the ARN of an IAM role'],
    ['a client without an id', () => OAuthClient.publicClient(''), '`clientId` is empty'],
    ['an empty entry of a Secret', () => OAuthClient.secretBasic('a', secret, ''), '`key` has 0 characters'],
    ['a certificate that is not named', () => OAuthClient.privateKeyJwt('a', { audience: 'b', signingKey: secret, certificate: secret }),
      '`certificate` is given without `certificateHeader`'],
    ['a name of no certificate', () => OAuthClient.privateKeyJwt('a', { audience: 'b', signingKey: secret, certificateHeader: AssertionCertificateHeader.X5C }),
      '`certificateHeader` is given without `certificate`'],
  ])('are refused with %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each<[string, BackendCredentials]>([
    ['oauthTokenExchange', BackendCredentials.tokenExchange(endpoint)],
    ['crossAppAccess', BackendCredentials.crossAppAccess({
      audience: 'a', identityProvider: { service: endpoint, client }, resourceAuthorizationServer: { service: endpoint, client },
    })],
  ])('cannot be `%s` before the release that has it', (field, credentials) => {
    expect(() => targetWith(chartFor(TargetVersion.V1_3), credentials))
      .toThrow(`\`static.policies.auth.${field}\` does not exist in agentgateway 1.3\nhelp: it came with 1.4`);
  });
});
