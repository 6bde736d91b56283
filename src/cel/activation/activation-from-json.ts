import type { Activation, McpItem, SourceVariables } from './activation';
import {
  CelHeaders, CelMap, CelUint, CelValue, materialized, parseDuration, parseTimestamp,
} from '../values';

/**
 * The activation that a JSON description stands for, in the form that agentgateway's playground takes (`data` of `POST /api/cel`):
 * roots by name, bodies in base64, times in RFC 3339, header values as a string or a list of strings.
 *
 * @param json as `parseJson` reads it
 * @throws TypeError naming the field that is not what it must be
 */
export function activationFromJson(json: CelValue): Activation {
  const context = new Part(json, 'the context');
  const activation: { -readonly [K in keyof Activation]: Activation[K] } = {};

  const request = context.part('request');
  if (request) {
    activation.request = {
      method: request.text('method'),
      uri: request.text('uri'),
      host: request.optionalText('host'),
      scheme: request.optionalText('scheme'),
      path: request.text('path'),
      pathAndQuery: request.optionalText('pathAndQuery') ?? request.text('path'),
      version: request.text('version'),
      headers: CelHeaders.ofRequest(request.headers('headers')),
      body: request.bytes('body'),
      bodyPrefix: request.bytes('bodyPrefix'),
      startTime: request.time('startTime'),
      endTime: request.time('endTime'),
    };
  }
  const response = context.part('response');
  if (response) {
    activation.response = {
      code: response.integer('code'),
      grpcStatus: response.has('grpcStatus') ? response.integer('grpcStatus') : undefined,
      headers: CelHeaders.ofResponse(response.headers('headers')),
      body: response.bytes('body'),
      bodyPrefix: response.bytes('bodyPrefix'),
    };
  }
  const source = context.part('source');
  if (source) activation.source = sourceOf(source);
  const destination = context.part('destination');
  if (destination) activation.destination = { address: destination.text('address'), port: destination.integer('port') };
  const mcp = context.part('mcp');
  if (mcp) {
    activation.mcp = {
      methodName: mcp.optionalText('methodName'),
      sessionId: mcp.optionalText('sessionId'),
      ...Object.fromEntries(['tool', 'prompt', 'resource', 'task'].map((kind) => [kind, itemOf(mcp.part(kind))])),
    };
  }
  const apiKey = context.part('apiKey');
  if (apiKey) activation.apiKey = { key: apiKey.optionalText('key'), metadata: apiKey.without('key') };
  const basicAuth = context.part('basicAuth');
  if (basicAuth) activation.basicAuth = { username: basicAuth.text('username') };
  const backend = context.part('backend');
  if (backend) activation.backend = { name: backend.text('name'), type: backend.text('type'), protocol: backend.text('protocol') };
  const proxy = context.part('proxy');
  if (proxy) activation.proxy = proxyOf(proxy);
  const env = context.part('env');
  if (env) {
    activation.env = {
      podName: env.optionalText('podName'), namespace: env.optionalText('namespace'), gateway: env.optionalText('gateway'),
    };
  }
  const llm = context.part('llm');
  if (llm) activation.llm = llmOf(llm.map);

  for (const root of ['jwt', 'extauthz', 'extproc', 'mcpGuardrails', 'metadata', 'llmRequest'] as const) {
    const value = context.map.get(root);
    if (value !== undefined && value !== null) activation[root] = value;
  }
  return activation;
}

function sourceOf(source: Part): SourceVariables {
  const hasTls = ['identity', 'subjectAltNames', 'issuer', 'subject', 'subjectCn', 'certificate'].some((field) => source.has(field));
  const connectHeaders = source.headers('connectHeaders');
  const identity = source.part('identity');
  const workload = source.part('unverifiedWorkload');
  return {
    address: source.text('address'),
    port: source.integer('port'),
    rawAddress: source.optionalText('rawAddress'),
    rawPort: source.has('rawPort') ? source.integer('rawPort') : undefined,
    tls: hasTls ? {
      identity: identity
        ? { trustDomain: identity.text('trustDomain'), namespace: identity.text('namespace'), serviceAccount: identity.text('serviceAccount') }
        : null,
      subjectAltNames: source.texts('subjectAltNames'),
      issuer: source.optionalText('issuer') ?? '',
      subject: source.optionalText('subject') ?? '',
      subjectCn: source.optionalText('subjectCn') ?? null,
      certificate: source.optionalText('certificate') ?? null,
    } : undefined,
    unverifiedWorkload: workload && {
      name: workload.text('name'), namespace: workload.text('namespace'), serviceAccount: workload.text('serviceAccount'),
    },
    connectHeaders: connectHeaders.length > 0 ? CelHeaders.ofRequest(connectHeaders) : undefined,
  };
}

function itemOf(item: Part | undefined): McpItem | undefined {
  return item && {
    target: item.text('target'),
    name: item.text('name'),
    arguments: item.map.get('arguments'),
    result: item.map.get('result'),
    error: item.map.get('error'),
  };
}

function proxyOf(proxy: Part): Activation['proxy'] {
  const gateway = proxy.part('gateway');
  const listener = proxy.part('listener');
  const route = proxy.part('route');
  return {
    bind: proxy.optionalText('bind'),
    gateway: gateway && { namespace: gateway.text('namespace'), name: gateway.text('name') },
    listener: listener && { name: listener.text('name') },
    route: route && {
      namespace: route.text('namespace'), name: route.text('name'), kind: route.text('kind'), rule: route.optionalText('rule'),
    },
    requestProcessingDuration: proxy.duration('requestProcessingDuration'),
    upstreamDuration: proxy.duration('upstreamDuration'),
    responseProcessingDuration: proxy.duration('responseProcessingDuration'),
  };
}

/** Amounts of money and sampling parameters are doubles, `seed` is an int, every other whole number is a uint. */
function llmOf(json: CelMap): CelMap {
  const map = new CelMap();
  for (const [key, value] of json.entries()) {
    if (value instanceof CelMap && (key === 'params' || key === 'cost' || key === 'costRates')) {
      map.set(key, CelMap.of(Array.from(value.entries(), ([name, number]) => [name, llmNumber(String(name), number)])));
    } else if (typeof value === 'string' && (key === 'timeToFirstToken' || key === 'timePerOutputToken')) {
      map.set(key, parseDuration(value) ?? value);
    } else {
      map.set(key, typeof value === 'bigint' && value >= 0n ? new CelUint(value) : materialized(value));
    }
  }
  return map;
}

function llmNumber(name: string, value: CelValue): CelValue {
  if (typeof value !== 'bigint' || name === 'seed') return value;
  return name === 'max_tokens' || name === 'dimensions' ? new CelUint(value) : Number(value);
}

/** An object of the description, with accessors that refuse what is not as it must be. */
class Part {
  readonly map: CelMap;

  constructor(json: CelValue, private readonly name: string) {
    if (!(json instanceof CelMap)) throw new TypeError(`${name} must be an object`);
    this.map = json;
  }

  has(field: string): boolean {
    return this.map.has(field);
  }

  without(field: string): CelMap {
    const rest = new CelMap(true);
    for (const [key, value] of this.map.entries()) if (key !== field) rest.set(key, value);
    return rest;
  }

  part(field: string): Part | undefined {
    const value = this.map.get(field);
    return value === undefined || value === null ? undefined : new Part(value, `\`${field}\``);
  }

  text(field: string): string {
    return this.optionalText(field) ?? this.refuse(field, 'a string');
  }

  optionalText(field: string): string | undefined {
    const value = this.map.get(field);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : this.refuse(field, 'a string');
  }

  texts(field: string): string[] {
    const value = this.map.get(field) ?? [];
    return Array.isArray(value) && value.every((element) => typeof element === 'string') ? value : this.refuse(field, 'a list of strings');
  }

  integer(field: string): number {
    const value = this.map.get(field);
    return typeof value === 'bigint' && value >= 0n ? Number(value) : this.refuse(field, 'a whole number');
  }

  bytes(field: string): Uint8Array | undefined {
    const text = this.optionalText(field);
    return text === undefined ? undefined : Uint8Array.from(Buffer.from(text, 'base64'));
  }

  time(field: string) {
    const text = this.optionalText(field);
    return text === undefined ? undefined : parseTimestamp(text) ?? this.refuse(field, 'a time in RFC 3339');
  }

  duration(field: string) {
    const text = this.optionalText(field);
    return text === undefined ? undefined : parseDuration(text) ?? this.refuse(field, 'a duration like `1.5s`');
  }

  headers(field: string): [string, string][] {
    const map = this.part(field)?.map ?? new CelMap();
    return Array.from(map.entries()).flatMap(([name, value]) => {
      const values = Array.isArray(value) ? value as CelValue[] : [value];
      return values.map((text): [string, string] => [
        String(name), typeof text === 'string' ? Buffer.from(text).toString('latin1') : this.refuse(field, 'header values that are strings'),
      ]);
    });
  }

  private refuse(field: string, expected: string): never {
    throw new TypeError(`\`${field}\` of ${this.name} must be ${expected}`);
  }
}
