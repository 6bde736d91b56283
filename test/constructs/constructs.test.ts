import { ApiObject, App, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  AllowedRoutes, BackendCredentials, ClaimRule, Cors, IMcpGateway, JwtMode, JwtPolicy, JwtPolicyProps, Jwks, McpBackend, McpGateway, McpListener,
  McpProtocol, McpRoute, McpTarget, PathMatch, TargetVersion, ToolPolicy,
} from '../../src';
import { GUIDE_JWKS } from '../fixtures/guide';

const jwks = Jwks.fromText(GUIDE_JWKS);
const isAlice = ClaimRule.claim('sub').equals('alice');

function chartFor(version?: TargetVersion): Chart {
  const app = Testing.app();
  if (version !== undefined) app.node.setContext('cdk8s-mcp-gateway/targetVersion', version);
  return new Chart(app, 'chart', { namespace: 'mcp' });
}

/** A gateway that serves one backend at `/mcp`. */
function served(chart: Chart): { gateway: McpGateway; backend: McpBackend; route: McpRoute } {
  const gateway = new McpGateway(chart, 'gateway', { metadata: { name: 'gateway' } });
  const backend = new McpBackend(chart, 'backend', { metadata: { name: 'backend' }, targets: [McpTarget.host('tools.example.com')] });
  return { gateway, backend, route: gateway.addRoute('/mcp', backend, { metadata: { name: 'route' } }) };
}

interface Synthesized {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  // what a test reads of a spec is checked by the expectation on it
  readonly spec: any;
}

function synthesized(chart: Chart, kind: string): Synthesized[] {
  return Testing.synth(chart).filter((object: Synthesized) => object.kind === kind);
}

function authorizations(chart: Chart): Record<string, { action: string; policy: { matchExpressions: string[] } }> {
  return Object.fromEntries(synthesized(chart, 'AgentgatewayPolicy')
    .map(({ metadata, spec }) => [metadata.name, spec.traffic?.authorization ?? spec.backend?.mcp.authorization]));
}

describe('every construct', () => {
  const make: Record<string, (chart: Chart) => { apiObject: ApiObject; name: string }> = {
    McpGateway: (chart) => served(chart).gateway,
    McpBackend: (chart) => served(chart).backend,
    McpRoute: (chart) => served(chart).route,
    JwtPolicy: (chart) => new JwtPolicy(chart, 'jwt', { target: served(chart).gateway, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] }),
    ToolPolicy: (chart) => {
      const { gateway, backend } = served(chart);
      new JwtPolicy(chart, 'jwt', { target: gateway, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] });
      return new ToolPolicy(chart, 'tools', { target: backend, allow: [isAlice] });
    },
  };

  test.each(Object.keys(make))('%s applies a patch to what it renders', (name) => {
    const chart = chartFor();
    const construct = make[name](chart);
    construct.apiObject.addJsonPatch(JsonPatch.add('/metadata/annotations', { patched: 'yes' }));

    expect(construct.apiObject.toJson().metadata.annotations).toStrictEqual({ patched: 'yes' });
    expect(Testing.synth(chart).filter(({ metadata }: { metadata: { annotations?: object } }) => metadata.annotations)).toHaveLength(1);
  });

  test.each(Object.keys(make))('%s shows the name of its object', (name) => {
    const construct = make[name](chartFor());

    expect(construct.name).toBe(construct.apiObject.toJson().metadata.name);
  });

  test.each(Object.keys(make))('%s is found by `ApiObject.of`', (name) => {
    const construct = make[name](chartFor());

    expect(construct).toBeInstanceOf(Construct);
    expect(ApiObject.of(construct as unknown as Construct)).toBe(construct.apiObject);
  });
});

describe('a gateway', () => {
  test('listens for clear text on port 80 unless it is told otherwise', () => {
    const chart = chartFor();
    new McpGateway(chart, 'gateway');

    expect(synthesized(chart, 'Gateway')[0].spec).toStrictEqual({
      gatewayClassName: 'agentgateway', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    });
  });

  test('does not listen for clear text beside the listener that was added', () => {
    const chart = chartFor();
    const gateway = new McpGateway(chart, 'gateway');
    gateway.addListener(McpListener.https(Secret.fromSecretName(chart, 'certificate', 'certificate'), {
      hostname: 'mcp.example.com', allowedRoutes: AllowedRoutes.fromNamespacesWithLabels({ team: 'mcp' }),
    }));

    expect(synthesized(chart, 'Gateway')[0].spec.listeners).toStrictEqual([{
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      hostname: 'mcp.example.com',
      tls: { certificateRefs: [{ name: 'certificate' }] },
      allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'mcp' } } } },
    }]);
  });

  test('refuses a second listener of one name, and names its listeners where one is unknown', () => {
    const gateway = new McpGateway(chartFor(), 'gateway', { listeners: [McpListener.http()] });

    expect(() => gateway.addListener(McpListener.http({ port: 81 }))).toThrow('the gateway has two listeners with the name `http`');
    expect(() => gateway.listener('https')).toThrow('the gateway has no listener with the name `https`\nhelp: its listeners are `http`');
  });

  test('that exists already is referenced, not made', () => {
    const chart = chartFor();
    const gateway: IMcpGateway = McpGateway.fromGatewayName(chart, 'shared', 'shared', 'mcp');
    const { backend } = served(chart);
    new McpRoute(chart, 'elsewhere', { gateway, rules: [{ backend }] });

    expect(synthesized(chart, 'Gateway').map(({ metadata }) => metadata.name)).toStrictEqual(['gateway']);
    expect(gateway.listener('http').trafficTarget).toStrictEqual({
      group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'shared', namespace: 'mcp', sectionName: 'http',
    });
  });
});

describe('a route', () => {
  function filtersOf(cors: Cors): any {
    const chart = chartFor();
    const { gateway, backend } = served(chart);
    gateway.addRoute('/cors', backend, { metadata: { name: 'cors' }, cors });
    return synthesized(chart, 'HTTPRoute').find(({ metadata }) => metadata.name === 'cors')?.spec.rules[0].filters;
  }

  test('lets the pages of the given origins speak MCP', () => {
    expect(filtersOf({ allowOrigins: ['https://inspector.example.com'], maxAge: Duration.minutes(1) })).toStrictEqual([{
      type: 'CORS',
      cors: {
        allowOrigins: ['https://inspector.example.com'],
        allowHeaders: ['Authorization', 'Content-Type', 'Last-Event-ID', 'Mcp-Protocol-Version', 'Mcp-Session-Id'],
        allowMethods: ['GET', 'POST', 'DELETE', 'OPTIONS'],
        exposeHeaders: ['Mcp-Session-Id'],
        maxAge: 60,
      },
    }]);
  });

  test('renders headers in the order of their names, whatever the order they were given in', () => {
    const rendered = [{ b: '2', a: '1' }, { a: '1', b: '2' }].map((set) => {
      const chart = chartFor();
      const { gateway, backend } = served(chart);
      gateway.addRoute('/headers', backend, { responseHeaders: { set, remove: Object.keys(set) } });
      return Testing.synth(chart);
    });

    expect(JSON.stringify(rendered[0])).toBe(JSON.stringify(rendered[1]));
    expect(JSON.stringify(rendered[0])).toContain('{"remove":["a","b"],"set":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}');
  });

  test('to a backend in another namespace is granted there', () => {
    const chart = chartFor();
    const { gateway } = served(chart);
    const backend = McpBackend.fromBackendName(chart, 'theirs', 'tools', 'theirs');
    const route = gateway.addRoute('/theirs', backend, { metadata: { name: 'theirs' } });
    route.addRule({ backend, name: 'again', paths: [PathMatch.exact('/again')] });

    expect(synthesized(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata.namespace, spec])).toStrictEqual([['theirs', {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'mcp' }],
      to: [{ group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'tools' }],
    }]]);
    expect(synthesized(chart, 'HTTPRoute')[1].spec.rules[0].backendRefs).toStrictEqual([
      { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'tools', namespace: 'theirs' },
    ]);
  });

  test('refuses a backend of which it cannot be said whether it is in its namespace', () => {
    const { gateway } = served(chartFor());
    const elsewhere = new Chart(gateway.node.root, 'elsewhere');

    expect(() => gateway.addRoute('/x', McpBackend.fromBackendName(elsewhere, 'theirs', 'tools')))
      .toThrow('and AgentgatewayBackend `tools` has a namespace and the other has none');
  });

  test('offers its rules by name as targets of a policy', () => {
    const { route, backend } = served(chartFor());
    route.addRule({ name: 'admin', backend, paths: [PathMatch.exact('/admin')] });

    expect(route.rule('admin').trafficTarget).toMatchObject({ kind: 'HTTPRoute', name: 'route', sectionName: 'admin' });
    expect(() => route.rule('adnim')).toThrow('the route has no rule with the name `adnim`');
    expect(() => route.addRule({ name: 'admin', backend })).toThrow('the route has two rules with the name `admin`');
  });

  test('is refused where it would take more than it says', () => {
    const { gateway, backend, route } = served(chartFor());

    expect(() => route.addRule({ backend, paths: [] })).toThrow('`paths` is empty, so the rule would take every path');
    expect(() => gateway.addRoute('/x', backend, { hostnames: [] })).toThrow('`hostnames` is empty, so the route would take every host');
  });

  test('at a path that is served for another host needs a name of its own', () => {
    const { gateway, backend } = served(chartFor());
    gateway.addRoute('/x', backend, { hostnames: ['a.example.com'] });

    expect(() => gateway.addRoute('/x', backend, { hostnames: ['b.example.com'] })).toThrow('the gateway has a route `route-x` already');
    expect(gateway.addRoute('/x', backend, { hostnames: ['b.example.com'], metadata: { name: 'b' } }).node.path).toBe('chart/gateway/b');
  });

  test('without a rule stops the synthesis', () => {
    const chart = chartFor();
    new McpRoute(chart, 'route', { gateway: new McpGateway(chart, 'gateway') });

    expect(() => Testing.synth(chart)).toThrow('[chart/route] the route has no rule');
  });
});

describe('a backend', () => {
  function targetsOf(...targets: McpTarget[]): any {
    const chart = chartFor();
    const backend = new McpBackend(chart, 'backend');
    targets.forEach((target) => backend.addTarget(target));
    return synthesized(chart, 'AgentgatewayBackend')[0].spec.mcp.targets;
  }

  test('speaks clear text on port 80 unless it is told otherwise', () => {
    expect(targetsOf(McpTarget.host('tools.example.com'))).toStrictEqual([{ name: 'tools-example-com', static: { host: 'tools.example.com', port: 80 } }]);
  });

  test('speaks TLS with the name in the certificate', () => {
    expect(targetsOf(McpTarget.host('10.0.0.1', { tls: true, sni: 'tools.example.com', protocol: McpProtocol.SSE }))).toStrictEqual([
      { name: '10-0-0-1', static: { host: '10.0.0.1', port: 443, protocol: 'SSE', policies: { tls: { sni: 'tools.example.com' } } } },
    ]);
  });

  test('passes the token of the client on if it is told to', () => {
    expect(targetsOf(McpTarget.host('tools', { credentials: BackendCredentials.passthrough() }))).toStrictEqual([
      { name: 'tools', static: { host: 'tools', port: 80, policies: { auth: { passthrough: {} } } } },
    ]);
  });

  test('refuses a second target of one name', () => {
    expect(() => targetsOf(McpTarget.host('a', { name: 'x' }), McpTarget.host('b', { name: 'x' }))).toThrow('the backend has two targets with the name `x`');
  });

  test('without a target stops the synthesis', () => {
    const chart = chartFor();
    new McpBackend(chart, 'backend');

    expect(() => Testing.synth(chart)).toThrow('[chart/backend] the backend has no target');
  });
});

describe('a JWT policy', () => {
  function policy(chart: Chart, props: Partial<JwtPolicyProps> = {}): JwtPolicy {
    return new JwtPolicy(chart, 'jwt', { metadata: { name: 'jwt' }, target: served(chart).gateway, providers: [{ issuer: 'me', anyAudience: 'a test', jwks }], ...props });
  }

  test('requires the issuer, because releases up to 1.4 accept tokens without one', () => {
    const chart = chartFor();
    policy(chart);

    expect(authorizations(chart)).toStrictEqual({ jwt: { action: 'Require', policy: { matchExpressions: ['jwt.iss == "me"'] } } });
  });

  test('requires the audience of each issuer', () => {
    const chart = chartFor();
    policy(chart, { providers: [{ issuer: 'me', jwks, audiences: ['a', 'b'] }, { issuer: 'you', anyAudience: 'a test', jwks: otherKeys }] });

    expect(authorizations(chart).jwt.policy.matchExpressions).toStrictEqual([
      '(jwt.iss == "me" && (jwt.aud in ["a", "b"] || (type(jwt.aud) == list && "a" in jwt.aud) || (type(jwt.aud) == list && "b" in jwt.aud)))'
        + ' || jwt.iss == "you"',
    ]);
  });

  test('requires nothing of those who need no token', () => {
    const chart = chartFor();
    policy(chart, { mode: JwtMode.OPTIONAL });

    expect(authorizations(chart).jwt.policy.matchExpressions).toStrictEqual(['(jwt == null) || jwt.iss == "me"']);
  });

  test('leaves the issuer to newer releases, which require it', () => {
    const chart = chartFor(TargetVersion.MAIN);
    policy(chart);

    expect(authorizations(chart)).toStrictEqual({ jwt: undefined });
  });

  test('keeps what is allowed and what is required in two policies, whenever rules are added', () => {
    const chart = chartFor();
    const jwt = policy(chart, { requireIssuerAndAudience: false });
    jwt.deny(ClaimRule.claim('team').equals('guests'));
    jwt.allow(isAlice);
    jwt.require(ClaimRule.header('x-mfa').exists());

    expect(authorizations(chart)).toStrictEqual({
      'jwt': { action: 'Allow', policy: { matchExpressions: ['jwt.sub == "alice"'] } },
      'jwt-require': { action: 'Require', policy: { matchExpressions: ['type(jwt.team) == string && jwt.team != "guests"', '"x-mfa" in request.headers'] } },
    });
    expect(synthesized(chart, 'AgentgatewayPolicy').map(({ spec }) => spec.targetRefs)).toStrictEqual([
      [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }], [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' }],
    ]);
  });

  test('makes what is required part of what is allowed for releases that cannot require', () => {
    const chart = chartFor(TargetVersion.V1_0);
    policy(chart, { allow: [isAlice, ClaimRule.claim('sub').equals('bob')], deny: [ClaimRule.claim('locked').equals(true)] });

    expect(authorizations(chart)).toStrictEqual({
      jwt: {
        action: 'Allow',
        policy: {
          matchExpressions: [
            'jwt.iss == "me" && jwt.locked == false && jwt.sub == "alice"',
            'jwt.iss == "me" && jwt.locked == false && jwt.sub == "bob"',
          ],
        },
      },
    });
  });

  test('allows what is required, for releases that cannot require, where nothing else is allowed', () => {
    const chart = chartFor(TargetVersion.V0_12);
    policy(chart);

    expect(authorizations(chart)).toStrictEqual({ jwt: { action: 'Allow', policy: { matchExpressions: ['jwt.iss == "me"'] } } });
  });

  test('goes to the namespace of its target, and is refused elsewhere', () => {
    const app = Testing.app();
    const { gateway } = served(new Chart(app, 'gateways', { namespace: 'gateways' }));
    const teams = new Chart(app, 'teams', { namespace: 'teams' });
    const props = { target: gateway, providers: [{ issuer: 'me', anyAudience: 'a test', jwks }] };

    expect(new JwtPolicy(teams, 'jwt', props).namespace).toBe('gateways');
    expect(() => new JwtPolicy(teams, 'other', { ...props, metadata: { namespace: 'teams' } }))
      .toThrow('the policy would be in namespace `teams`, and its target `gateway` is in `gateways`; it would have no effect');
  });

  test('refuses to judge what only MCP authorization knows', () => {
    expect(() => policy(chartFor(), { allow: [ClaimRule.allOf(isAlice, ClaimRule.tool('get_me'))] }))
      .toThrow('the rule `sub is "alice" and tool is "get_me"` asks for a tool, prompt, resource or target');
  });
});

describe('a tool policy', () => {
  test('hides a tool and nothing else where the tool is denied', () => {
    const chart = chartFor();
    const { gateway, backend } = served(chart);
    new JwtPolicy(chart, 'jwt', { metadata: { name: 'jwt' }, target: gateway, providers: [{ issuer: 'me', audiences: ['mcp'], jwks }] });
    new ToolPolicy(chart, 'tools', { metadata: { name: 'tools' }, target: backend, deny: [ClaimRule.tool('delete_repository')] });

    expect(authorizations(chart).tools).toStrictEqual({
      action: 'Require', policy: { matchExpressions: ['!has(mcp.tool) || mcp.tool.name != "delete_repository"'] },
    });
  });

  test('without a rule stops the synthesis', () => {
    const chart = chartFor();
    new ToolPolicy(chart, 'tools', { target: served(chart).backend });

    expect(() => Testing.synth(chart)).toThrow('[chart/tools] the policy has no rule, so it protects nothing');
  });
});

describe('a value outside its limits is refused with the name of the prop', () => {
  test.each<[string, () => unknown, string]>([
    ['port', () => McpListener.http({ port: 0 }), '`port` is `0`, which is no port\nhelp: give a whole number from 1 to 65535'],
    ['port of a target', () => McpTarget.host('a', { port: 1.5 }), '`port` is `1.5`, which is no port'],
    ['name of a listener', () => McpListener.http({ name: 'HTTP' }), '`name` is `HTTP`, which is no section name'],
    ['name of a target', () => McpTarget.host('a', { name: 'a_b' }), '`name` is `a_b`, which is no section name'],
    ['host with a scheme', () => McpTarget.host('https://a/mcp'), '`host` is `https://a/mcp`, which has a scheme or a path'],
    ['host with a port', () => McpTarget.host('a:443'), '`host` is `a:443`, which has a port'],
    ['empty host', () => McpTarget.host(''), '`host` is ``, which is no host name'],
    ['sni without tls', () => McpTarget.host('a', { sni: 'b' }), '`sni` is given without `tls`'],
    ['path', () => McpTarget.host('a', { path: 'mcp' }), '`path` is `mcp`, which is no absolute path'],
    ['prefix', () => PathMatch.prefix('mcp'), '`path` is `mcp`, which is no absolute path'],
    ['regex', () => PathMatch.regex(''), '`expression` has 0 characters'],
    ['key file', () => Jwks.fromFile('no/such/jwks.json'), 'the JWK Set `no/such/jwks.json` cannot be read (ENOENT)'],
    ['issuer', () => jwtWith({ providers: [{ issuer: '', audiences: ['mcp'], jwks }] }), '`issuer` has 0 characters'],
    ['audiences', () => jwtWith({ providers: [{ issuer: 'me', jwks, audiences: [] }] }), '`audiences` of provider `me` is empty'],
    ['providers', () => jwtWith({ providers: [] }), '`providers` is empty, so no token would be accepted'],
    ['rules that allow', () => jwtWith({ allow: [] }), '`allow` got no rule, so it would let everyone in'],
    ['rules that allow, added', () => jwtWith({}).allow(), '`allow` got no rule, so it would let everyone in'],
    ['target version', () => jwtWith({}, '1.5'), 'context `cdk8s-mcp-gateway/targetVersion` is `1.5`, which is no agentgateway release'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  function jwtWith(props: Partial<JwtPolicyProps>, version?: string): JwtPolicy {
    const app = new App();
    app.node.setContext('cdk8s-mcp-gateway/targetVersion', version);
    const chart = new Chart(app, 'chart');
    return new JwtPolicy(chart, 'jwt', { target: new McpGateway(chart, 'gateway'), providers: [{ issuer: 'me', audiences: ['mcp'], jwks }], ...props });
  }

  test('and its stack starts in the code of the user', () => {
    expect(stackOf(() => McpListener.http({ port: 0 })).split('\n').filter((line) => line.startsWith('    at'))[0]).toContain(__filename);
  });

  function stackOf(make: () => unknown): string {
    try {
      make();
    } catch (error) {
      return error instanceof Error ? error.stack ?? '' : '';
    }
    return '';
  }
});

const otherKeys = Jwks.fromObject({ keys: [{ ...JSON.parse(GUIDE_JWKS).keys[0], kid: 'other' }] });
