/** The fields of one access log line; what is not known is left out. */
export interface AccessLogFields {
  gateway?: string;
  listener?: string;
  routeRule?: string;
  route?: string;
  endpoint?: string;
  source?: string;
  method?: string;
  host?: string;
  /** With query, credentials already masked. */
  path?: string;
  version?: string;
  status?: number;
  subject?: string;
  protocol?: 'http' | 'mcp';
  mcpMethod?: string;
  mcpTarget?: string;
  mcpResourceType?: string;
  mcpResourceUri?: string;
  tool?: string;
  prompt?: string;
  session?: string;
  error?: string;
  reason?: string;
  /** Milliseconds. */
  duration?: number;
}

/** Names and order of agentgateway 1.4 (`telemetry/log.rs`). */
const ORDER: readonly (readonly [label: string, field: keyof AccessLogFields])[] = [
  ['gateway', 'gateway'], ['listener', 'listener'], ['route_rule', 'routeRule'], ['route', 'route'], ['endpoint', 'endpoint'],
  ['src.addr', 'source'], ['http.method', 'method'], ['http.host', 'host'], ['http.path', 'path'], ['http.version', 'version'],
  ['http.status', 'status'], ['jwt.sub', 'subject'], ['protocol', 'protocol'], ['mcp.method.name', 'mcpMethod'], ['mcp.target', 'mcpTarget'],
  ['mcp.resource.type', 'mcpResourceType'], ['mcp.resource.uri', 'mcpResourceUri'], ['gen_ai.tool.name', 'tool'],
  ['gen_ai.prompt.name', 'prompt'], ['mcp.session.id', 'session'], ['error', 'error'], ['reason', 'reason'], ['duration', 'duration'],
];

const ALWAYS_QUOTED: ReadonlySet<keyof AccessLogFields> = new Set(['error']);

/** Longest value that is written out; the rest is attacker's text that nobody needs. */
const MAX_VALUE = 2048;

/**
 * One access log line in agentgateway's text form: time, level, scope and `key=value` pairs.
 * A value that is not one plain word is quoted and escaped, so that no request can write a second line or a field of its own.
 */
export function formatAccessLog(fields: AccessLogFields, time: Date): string {
  const parts: string[] = [];
  for (const [label, field] of ORDER) {
    const value = fields[field];
    if (value !== undefined) {
      const text = field === 'duration' ? `${value}ms` : String(value);
      parts.push(`${label}=${ALWAYS_QUOTED.has(field) ? quote(text) : quoteWhereNeeded(text)}`);
    }
  }
  return `${time.toISOString()}\tinfo\trequest ${parts.join(' ')}`;
}

function quoteWhereNeeded(text: string): string {
  return text.length <= MAX_VALUE && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text) ? text : quote(text);
}

/** JSON's escapes, and everything outside printable ASCII as `\u…`, so that no terminal sequence or look-alike gets through. */
function quote(text: string): string {
  const shown = text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
  return JSON.stringify(shown).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
