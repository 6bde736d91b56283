import type { Profile } from '../../decision';
import { Refusal, textRefusal } from '../refusal';
import { asObject, JsonRpcNotification, JsonRpcRequest, own } from './json-rpc-message';
import { jsonRpcRefusal } from './mcp-refusal';
import { MODERN_METHODS, MODERN_VERSION, PROTOCOL_VERSIONS } from './methods';

type Reading = JsonRpcRequest | JsonRpcNotification;

/** The first value of a request header, by lower-case name. */
export type HeaderLookup = (name: string) => string | undefined;

export interface ProtocolCheck {
  readonly modern: boolean;
  readonly refusal?: Refusal;
}

const META_VERSION = 'io.modelcontextprotocol/protocolVersion';
const INVALID_VERSION_HEADER = textRefusal(400, 'mcp: invalid MCP protocol version header', 'MCP');
/** Methods whose `Mcp-Name` header repeats what they are about, and the parameter that it repeats. */
const NAMED_BY: ReadonlyMap<string, string> = new Map([
  ['tools/call', 'name'], ['prompts/get', 'name'], ['resources/read', 'uri'], ['tasks/get', 'taskId'], ['tasks/update', 'taskId'], ['tasks/cancel', 'taskId'],
]);

/**
 * Checks the protocol version and the routing headers of a message as agentgateway 1.4 does (`mcp/streamablehttp.rs`).
 * A version header of a legacy client that differs from its `initialize` is refused since 1.4, and served in strict: nothing depends on it.
 */
export function checkProtocol(message: Reading, header: HeaderLookup, profile: Profile): ProtocolCheck {
  const version = header('mcp-protocol-version');
  if (version !== undefined && /[^\x20-\x7e]/.test(version)) {
    return { modern: false, refusal: INVALID_VERSION_HEADER };
  }
  if (version !== undefined && !PROTOCOL_VERSIONS.includes(version)) {
    return { modern: false, refusal: unsupportedVersion(message, version) };
  }
  const bodyVersion = versionInBody(message);
  const modern = (version ?? bodyVersion ?? '') >= MODERN_VERSION;
  return { modern, refusal: checkVersions(message, version, bodyVersion, modern, profile) ?? checkRoutingHeaders(message, header, modern) };
}

function checkVersions(
  message: Reading, version: string | undefined, bodyVersion: string | undefined, modern: boolean, profile: Profile,
): Refusal | undefined {
  if (version === undefined) {
    return modern ? INVALID_VERSION_HEADER : undefined;
  }
  if (bodyVersion !== undefined && bodyVersion !== version) {
    const bothLegacy = !modern && bodyVersion < MODERN_VERSION;
    if (!(bothLegacy && message.method === 'initialize' && !refusesOtherLegacyVersion(profile))) {
      return routingRefusal(message, 'MCP protocol version header/body mismatch');
    }
  }
  if (!modern) {
    return undefined;
  }
  if (message.kind === 'request' && !MODERN_METHODS.has(message.method)) {
    return jsonRpcRefusal(404, message, -32601, `method not found: ${message.method}`);
  }
  if (message.kind === 'request' && bodyVersion === undefined) {
    return jsonRpcRefusal(400, message, -32602, 'invalid request parameters: _meta.protocolVersion is required for modern requests');
  }
  return undefined;
}

function refusesOtherLegacyVersion(profile: Profile): boolean {
  return profile === '1.4' || profile === 'main';
}

function checkRoutingHeaders(message: Reading, header: HeaderLookup, modern: boolean): Refusal | undefined {
  const parameter = NAMED_BY.get(message.method);
  const name = parameter === undefined ? undefined : own(message.params ?? {}, parameter);
  return checkRoutingHeader('Mcp-Method', header('mcp-method'), message.method, modern, message)
    ?? (typeof name === 'string' ? checkRoutingHeader('Mcp-Name', header('mcp-name'), name, modern, message) : undefined);
}

function checkRoutingHeader(label: string, given: string | undefined, expected: string, required: boolean, message: Reading): Refusal | undefined {
  if (given === undefined) {
    return required && message.kind === 'request' ? routingRefusal(message, `invalid MCP routing header: ${label}`) : undefined;
  }
  return decodeHeaderValue(given) === expected ? undefined : routingRefusal(message, `${label} header/body mismatch`);
}

/** Values that are not plain ASCII travel as `=?base64?…?=`. */
function decodeHeaderValue(value: string): string {
  const encoded = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(value);
  return encoded ? Buffer.from(encoded[1], 'base64').toString('utf8') : value;
}

function versionInBody({ method, params }: Reading): string | undefined {
  const meta = asObject(own(params ?? {}, '_meta'));
  const version = method === 'initialize' ? own(params ?? {}, 'protocolVersion') : own(meta ?? {}, META_VERSION);
  return typeof version === 'string' ? version : undefined;
}

function unsupportedVersion(message: Reading, version: string): Refusal {
  const text = `unsupported MCP protocol version: ${version}`;
  if (message.kind === 'notification') {
    return textRefusal(400, `mcp: ${text}`, 'MCP');
  }
  return jsonRpcRefusal(400, message, -32022, text, message.method === 'initialize' ? undefined : { supported: PROTOCOL_VERSIONS, requested: version });
}

function routingRefusal(message: Reading, text: string): Refusal {
  return message.kind === 'request' ? jsonRpcRefusal(400, message, -32020, text) : textRefusal(400, `mcp: ${text}`, 'MCP');
}
