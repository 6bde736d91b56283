import { AgentgatewayBackend, AgentgatewayPolicy, FieldPath } from '../manifest';
import { AttachmentPoint, attachedPolicies } from './attached-policies';
import { AuthorizationRule, McpBackend, McpTarget, McpTransport, ObjectKey, TargetCredential, UninterpretedField } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { readAuthorization } from './read-authorization';
import { selectServices } from './select-services';

type BackendPolicies = NonNullable<AgentgatewayPolicy['spec']['backend']>;
type Mcp = NonNullable<AgentgatewayBackend['spec']['mcp']>;

/** One place that sets backend fields. */
interface BackendSource {
  readonly manifest: McpBackend['manifest'];
  readonly field: FieldPath;
  readonly policies: BackendPolicies;
}

/** The policies that a route brings to a backend, most specific first. */
export interface RoutePolicies {
  /** Of the rule and the route. */
  readonly ofRoute: readonly ManifestOf<AgentgatewayPolicy>[];
  /** Of the listener and the gateway. */
  readonly ofGateway: readonly ManifestOf<AgentgatewayPolicy>[];
}

const INTERPRETED = new Set(['mcp', 'tls', 'auth']);

/**
 * An AgentgatewayBackend of type MCP as one route rule reaches it. Backend fields are set by whoever comes first: the target, the backend
 * itself, then the policies of the rule, the route, the backend's section, the backend, the listener, the gateway (agentgateway 1.4);
 * MCP authorization of all of them accumulates.
 */
export function readBackend(manifest: ManifestOf<AgentgatewayBackend>, mcp: Mcp, { ofRoute, ofGateway }: RoutePolicies,
  index: ManifestIndex): McpBackend {
  const key = keyOf(manifest.object);
  const self: AttachmentPoint = { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', key, labels: manifest.object.metadata.labels };
  const inline: readonly BackendSource[] = manifest.object.spec.policies
    ? [{ manifest, field: ['spec', 'policies'], policies: manifest.object.spec.policies }]
    : [];
  const fromRoute = [...inline, ...ofRoute.flatMap(sourcesIn)];
  const fromBackend = [...attachedPolicies(self, index), ...ofGateway].flatMap(sourcesIn);
  const whole = [...fromRoute, ...fromBackend];
  return {
    manifest,
    field: ['spec', 'mcp'],
    key,
    targets: mcp.targets.flatMap((target, position) => {
      const inherited = [...fromRoute, ...attachedPolicies({ ...self, section: target.name }, index).flatMap(sourcesIn), ...fromBackend];
      return reachedServers(manifest, target, index).map((server) => readTarget(manifest, target, position, server, inherited));
    }),
    failureMode: mcp.failureMode ?? 'FailClosed',
    prefixMode: mcp.prefixMode ?? 'Conditional',
    sessionRouting: mcp.sessionRouting ?? 'Stateful',
    mcpAuthorization: whole.flatMap((source): readonly AuthorizationRule[] =>
      readAuthorization(source.manifest, [...source.field, 'mcp', 'authorization'], source.policies.mcp?.authorization)),
    other: whole.flatMap(uninterpreted),
  };
}

function sourcesIn(policy: ManifestOf<AgentgatewayPolicy>): readonly BackendSource[] {
  const { backend } = policy.object.spec;
  return backend ? [{ manifest: policy, field: ['spec', 'backend'], policies: backend }] : [];
}

function uninterpreted({ manifest, field, policies }: BackendSource): readonly UninterpretedField[] {
  const names = [
    ...Object.keys(policies).filter((name) => !INTERPRETED.has(name)),
    ...Object.keys(policies.mcp ?? {}).filter((name) => name !== 'authorization').map((name) => `mcp.${name}`),
  ];
  return names.map((name) => ({ manifest, field: [...field, ...name.split('.')], name }));
}

/** Where a target leads: one server for a static one, one for each MCP port for a selector. */
interface ReachedServer {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: McpTransport;
  readonly path?: string;
}

function reachedServers(manifest: ManifestOf<AgentgatewayBackend>, target: Mcp['targets'][number], index: ManifestIndex): readonly ReachedServer[] {
  const { namespace } = keyOf(manifest.object);
  if (target.selector) {
    return selectServices(target.selector, namespace, index).map(({ service, ...port }) => ({ ...port, host: serviceHost(keyOf(service.object)) }));
  }
  const { host, backendRef, port, path, protocol } = target.static ?? {};
  const reached = host ?? (backendRef?.name === undefined ? undefined : serviceHost({ namespace, name: backendRef.name }));
  return reached === undefined || port === undefined ? [] : [{ name: target.name, host: reached, port, path, transport: protocol ?? 'StreamableHTTP' }];
}

function serviceHost({ namespace, name }: ObjectKey): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

function readTarget(manifest: ManifestOf<AgentgatewayBackend>, target: Mcp['targets'][number], position: number, server: ReachedServer,
  inherited: readonly BackendSource[]): McpTarget {
  const field: FieldPath = ['spec', 'mcp', 'targets', position];
  const own = target.static?.policies;
  const sources: readonly BackendSource[] = own ? [{ manifest, field: [...field, 'static', 'policies'], policies: own }, ...inherited] : inherited;
  const tls = sources.find(({ policies }) => policies.tls !== undefined);
  const auth = sources.find(({ policies }) => policies.auth !== undefined);
  const credential = auth && readCredential(auth);
  return {
    manifest,
    field,
    ...server,
    path: server.path ?? (server.transport === 'SSE' ? '/sse' : '/mcp'),
    tls: tls && readTls(tls, server.host),
    credential,
    other: [
      ...(own ? uninterpreted(sources[0]) : []),
      ...(auth && !credential ? [{ manifest: auth.manifest, field: [...auth.field, 'auth'], name: 'auth' }] : []),
      ...(tls ? uninterpretedTls(tls) : []),
    ],
  };
}

function readTls({ policies: { tls } }: BackendSource, host: string): McpTarget['tls'] {
  const skip = tls?.insecureSkipVerify;
  return {
    serverName: tls?.sni ?? host,
    verify: skip === undefined ? 'full' : skip === 'All' ? 'off' : 'hostname skipped',
  };
}

function uninterpretedTls({ manifest, field, policies: { tls = {} } }: BackendSource): readonly UninterpretedField[] {
  return Object.keys(tls)
    .filter((name) => !['sni', 'insecureSkipVerify'].includes(name))
    .map((name) => ({ manifest, field: [...field, 'tls', name], name: `tls.${name}` }));
}

/** A key or a Secret in a header; anything else is left to whoever must refuse it. */
function readCredential({ manifest, policies: { auth } }: BackendSource): TargetCredential | undefined {
  if (auth === undefined || (auth.location !== undefined && auth.location.header === undefined) || auth.credentials !== undefined) {
    return undefined;
  }
  const header = auth.location?.header ?? { name: 'Authorization', prefix: 'Bearer ' };
  const place = { header: header.name, prefix: header.prefix ?? '' };
  if (auth.key !== undefined) {
    return { ...place, value: auth.key };
  }
  if (auth.secretRef?.name !== undefined && !auth.secretRef.group) {
    const secret = { namespace: keyOf(manifest.object).namespace, name: auth.secretRef.name };
    return { ...place, secret, key: auth.secretRef.key ?? 'Authorization' };
  }
  return undefined;
}
