import { AgentgatewayBackend, AgentgatewayPolicy, TargetVersion } from '../manifest';
import { McpBackend, McpTarget, McpTransport, ObjectKey, TargetCredential, Tie, UninterpretedField } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';
import { PolicyField } from './policy-fields';
import { backendLevels, InheritedLevels, PolicyLevelName, targetLevels } from './policy-levels';
import { readAuthorizationField } from './read-policy-traffic';
import { readTargetTls } from './read-target-tls';
import { selectServices } from './select-services';
import { SettledField, settleFields } from './settle-fields';

type BackendPolicies = NonNullable<AgentgatewayPolicy['spec']['backend']>;
type Mcp = NonNullable<AgentgatewayBackend['spec']['mcp']>;

/** What a backend is read for: the levels that it inherits, and the release. */
export interface BackendReading extends InheritedLevels {
  readonly targetVersion: TargetVersion;
}

const PER_TARGET = new Set(['backend.tls', 'backend.auth']);
/** The levels that are not those of the backend as a whole. */
const OF_TARGET: ReadonlySet<PolicyLevelName> = new Set(['backend section', 'target itself', 'Service', 'Service port']);

/** An AgentgatewayBackend of type MCP as one route rule reaches it, under the policies of all levels. */
export function readBackend(manifest: ManifestOf<AgentgatewayBackend>, mcp: Mcp, reading: BackendReading, index: ManifestIndex): McpBackend {
  const ofBackend = backendLevels(manifest, reading, index);
  const { levels } = ofBackend;
  const settled = settleFields(levels, 'backend', reading.targetVersion);
  const holding = settled.filter(({ effect }) => effect === 'holds' || effect === 'pooled');
  const authorization = holding.filter(({ field }) => field.name === 'backend.mcp.authorization');
  const targets = mcp.targets.flatMap((target, position) => reachedServers(manifest, target, index).map((server) => {
    const ofTarget = targetLevels(ofBackend, server, position, reading.targetVersion, index);
    // most targets have no level of their own
    const ofServer = ofTarget.length === levels.length ? settled : settleFields(ofTarget, 'backend', reading.targetVersion);
    return readTarget(server, position, ofServer, manifest);
  }));
  return {
    manifest,
    field: ['spec', 'mcp'],
    key: keyOf(manifest.object),
    targets: targets.map(({ target }) => target),
    failureMode: mcp.failureMode ?? 'FailClosed',
    prefixMode: mcp.prefixMode ?? 'Conditional',
    sessionRouting: mcp.sessionRouting ?? 'Stateful',
    // as the data plane lists them: the most specific first
    mcpAuthorization: [...levels].reverse().flatMap((level) =>
      authorization.flatMap((found) => found.level === level ? readAuthorizationField(found.field) : [])),
    other: holding.filter(({ field }) => field.name !== 'backend.mcp.authorization' && !PER_TARGET.has(field.name)).map(uninterpreted),
    ties: [...tiesOf(settled.filter(({ field }) => !PER_TARGET.has(field.name))), ...targets.flatMap(({ ties }) => ties)],
  };
}

function uninterpreted({ field: { manifest, field, name } }: SettledField): UninterpretedField {
  return { manifest, field, name: name.slice('backend.'.length) };
}

function tiesOf(settled: readonly SettledField[]): readonly Tie[] {
  return settled.flatMap(({ field, effect, by }) =>
    effect === 'tied' && by ? [{ field: field.name, winner: by.field, loser: field }] : []);
}

/** Where a target leads: one server for a static one, one for each MCP port for a selector. */
interface ReachedServer {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: McpTransport;
  readonly path?: string;
  readonly service?: ObjectKey;
}

function reachedServers(manifest: ManifestOf<AgentgatewayBackend>, target: Mcp['targets'][number], index: ManifestIndex): readonly ReachedServer[] {
  const { namespace } = keyOf(manifest.object);
  if (target.selector) {
    return selectServices(target.selector, namespace, index).map(({ service: { object }, ...port }) => {
      const service = keyOf(object);
      return { ...port, host: serviceHost(service), service };
    });
  }
  const { host, backendRef, port, path, protocol = 'StreamableHTTP' } = target.static ?? {};
  const service = host === undefined && backendRef?.name !== undefined ? { namespace, name: backendRef.name } : undefined;
  const reached = host ?? (service && serviceHost(service));
  return reached === undefined || port === undefined
    ? []
    : [{ name: target.name, host: reached, port, path, transport: protocol, ...(service && { service }) }];
}

function serviceHost({ namespace, name }: ObjectKey): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

function readTarget(server: ReachedServer, position: number, settled: readonly SettledField[],
  manifest: ManifestOf<AgentgatewayBackend>): ReadTarget {
  const holding = settled.filter(({ effect }) => effect === 'holds');
  const fieldOf = (name: string): PolicyField | undefined => holding.find(({ field }) => field.name === name)?.field;
  const tlsField = fieldOf('backend.tls');
  const tls = tlsField && readTargetTls(tlsField, server.host);
  const auth = fieldOf('backend.auth');
  const credential = auth && readCredential(auth);
  const isOfTarget = ({ level }: SettledField): boolean => OF_TARGET.has(level.name);
  const target: McpTarget = {
    manifest,
    field: ['spec', 'mcp', 'targets', position],
    ...server,
    path: server.path ?? (server.transport === 'SSE' ? '/sse' : '/mcp'),
    tls: tls?.tls,
    credential,
    other: [
      ...holding.filter((found) => isOfTarget(found) && !PER_TARGET.has(found.field.name)).map(uninterpreted),
      ...(auth && !credential ? [{ manifest: auth.manifest, field: auth.field, name: 'auth' }] : []),
      ...(tls?.other ?? []),
    ],
  };
  return { target, ties: tiesOf(settled.filter((found) => isOfTarget(found) || PER_TARGET.has(found.field.name))) };
}

/** A target, and what its policies leave undefined. */
interface ReadTarget {
  readonly target: McpTarget;
  readonly ties: readonly Tie[];
}

/** A key or a Secret in a header; anything else is left to whoever must refuse it. */
function readCredential({ manifest, value }: PolicyField): TargetCredential | undefined {
  const auth = value as NonNullable<BackendPolicies['auth']>;
  if ((auth.location !== undefined && auth.location.header === undefined) || auth.credentials !== undefined) {
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
