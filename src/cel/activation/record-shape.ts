import type {
  Activation, McpItem, McpVariables, ProxyVariables, RequestVariables, ResponseVariables, SourceVariables,
} from './activation';
import { CelMap, CelQuery, CelUint, CelValue } from '../values';

/** How the fields of a part of the activation become values. Fields are computed when they are read. */
export interface RecordShape<T = unknown> {
  /** Undefined: the key is absent. */
  readonly leaves: ReadonlyMap<string, (record: T) => CelValue | undefined>;
  readonly records: ReadonlyMap<string, NestedRecord<T>>;
}

interface NestedRecord<T> {
  readonly read: (record: T) => unknown;
  readonly shape: RecordShape;
}

type Leaves<T> = Readonly<Record<string, (record: T) => CelValue | undefined>>;

function shape<T>(leaves: Leaves<T>, records: Readonly<Record<string, NestedRecord<T>>> = {}): RecordShape {
  return { leaves: new Map(Object.entries(leaves)), records: new Map(Object.entries(records)) } as RecordShape<T> as RecordShape;
}

function uint(value: number | undefined): CelUint | undefined {
  return value === undefined ? undefined : new CelUint(BigInt(value));
}

const REQUEST = shape<RequestVariables>({
  method: (request) => request.method,
  uri: (request) => new CelQuery(request.uri),
  host: (request) => request.host ?? null,
  scheme: (request) => request.scheme ?? null,
  path: (request) => request.path,
  pathAndQuery: (request) => new CelQuery(request.pathAndQuery),
  version: (request) => request.version,
  headers: (request) => request.headers,
  body: (request) => request.body,
  bodyPrefix: (request) => request.bodyPrefix ?? request.body,
  startTime: (request) => request.startTime,
  endTime: (request) => request.endTime,
});

const RESPONSE = shape<ResponseVariables>({
  code: (response) => uint(response.code),
  grpcStatus: (response) => uint(response.grpcStatus),
  headers: (response) => response.headers,
  body: (response) => response.body,
  bodyPrefix: (response) => response.bodyPrefix ?? response.body,
});

type Named<K extends string> = { readonly [key in K]?: string };

function strings<K extends string>(...names: readonly K[]): RecordShape {
  return shape<Named<K>>(Object.fromEntries(names.map((name) => [name, (record: Named<K>) => record[name]])));
}

const SOURCE = shape<SourceVariables>({
  address: (source) => source.address,
  port: (source) => uint(source.port),
  rawAddress: (source) => source.rawAddress ?? source.address,
  rawPort: (source) => uint(source.rawPort ?? source.port),
  subjectAltNames: (source) => source.tls?.subjectAltNames,
  issuer: (source) => source.tls?.issuer,
  subject: (source) => source.tls?.subject,
  subjectCn: (source) => source.tls?.subjectCn,
  certificate: (source) => source.tls?.certificate,
  connectHeaders: (source) => source.connectHeaders,
}, {
  identity: { read: (source) => source.tls?.identity, shape: strings('trustDomain', 'namespace', 'serviceAccount') },
  unverifiedWorkload: { read: (source) => source.unverifiedWorkload, shape: strings('name', 'namespace', 'serviceAccount') },
});

const MCP_ITEM = shape<McpItem>({
  target: (item) => item.target,
  name: (item) => item.name,
  arguments: (item) => item.arguments,
  result: (item) => item.result,
  error: (item) => item.error,
});

const MCP = shape<McpVariables>({
  methodName: (mcp) => mcp.methodName,
  sessionId: (mcp) => mcp.sessionId,
}, {
  tool: { read: (mcp) => mcp.tool, shape: MCP_ITEM },
  prompt: { read: (mcp) => mcp.prompt, shape: MCP_ITEM },
  resource: { read: (mcp) => mcp.resource, shape: MCP_ITEM },
  task: { read: (mcp) => mcp.task, shape: MCP_ITEM },
});

const PROXY = shape<ProxyVariables>({
  bind: (proxy) => proxy.bind,
  requestProcessingDuration: (proxy) => proxy.requestProcessingDuration,
  upstreamDuration: (proxy) => proxy.upstreamDuration,
  responseProcessingDuration: (proxy) => proxy.responseProcessingDuration,
}, {
  gateway: { read: (proxy) => proxy.gateway, shape: strings('namespace', 'name') },
  listener: { read: (proxy) => proxy.listener, shape: strings('name') },
  route: { read: (proxy) => proxy.route, shape: strings('namespace', 'name', 'kind', 'rule') },
});

const DESTINATION = shape<NonNullable<Activation['destination']>>({
  address: (destination) => destination.address,
  port: (destination) => uint(destination.port),
});

/** A root with known fields. */
export interface RecordRoot {
  readonly read: (activation: Activation) => unknown;
  readonly shape: RecordShape;
}

/** The roots whose fields are known; see `valueRoots` for the others. */
export const recordRoots: ReadonlyMap<string, RecordRoot> = new Map<string, RecordRoot>([
  ['request', { read: (activation) => activation.request, shape: REQUEST }],
  ['response', { read: (activation) => activation.response, shape: RESPONSE }],
  ['source', { read: (activation) => activation.source, shape: SOURCE }],
  ['destination', { read: (activation) => activation.destination, shape: DESTINATION }],
  ['basicAuth', { read: (activation) => activation.basicAuth, shape: strings('username') }],
  ['mcp', { read: (activation) => activation.mcp, shape: MCP }],
  ['backend', { read: (activation) => activation.backend, shape: strings('name', 'type', 'protocol') }],
  ['proxy', { read: (activation) => activation.proxy, shape: PROXY }],
  // the process always has an environment, so that this root is never null
  ['env', { read: (activation) => activation.env ?? {}, shape: strings('podName', 'namespace', 'gateway') }],
]);

/** The whole record as a map. */
export function recordValue({ leaves, records }: RecordShape, record: unknown): CelValue {
  if (record === null || record === undefined) return null;
  const map = new CelMap();
  for (const [name, read] of leaves) {
    const value = read(record);
    if (value !== undefined) map.set(name, value);
  }
  for (const [name, { read, shape: inner }] of records) {
    const value = read(record);
    if (value !== undefined) map.set(name, recordValue(inner, value));
  }
  return map;
}
