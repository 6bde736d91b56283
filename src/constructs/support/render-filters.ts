import { Cors } from '../cors';
import { HeaderModifier } from '../header-modifier';
import { McpRouteRule } from '../mcp-route-rule';

/** What MCP clients send (MCP 2025-11-25, transports). */
const mcpRequestHeaders = ['Authorization', 'Content-Type', 'Last-Event-ID', 'Mcp-Protocol-Version', 'Mcp-Session-Id'];
const mcpResponseHeaders = ['Mcp-Session-Id'];
const mcpMethods = ['GET', 'POST', 'DELETE', 'OPTIONS'];

/** `filters` of a route rule: CORS, then header modifiers, the order in which agentgateway runs them. */
export function renderFilters(rule: McpRouteRule): object[] | undefined {
  const filters = [
    ...(rule.cors ? [{ type: 'CORS', cors: renderCors(rule.cors) }] : []),
    ...(rule.requestHeaders ? [{ type: 'RequestHeaderModifier', requestHeaderModifier: renderModifier(rule.requestHeaders) }] : []),
    ...(rule.responseHeaders ? [{ type: 'ResponseHeaderModifier', responseHeaderModifier: renderModifier(rule.responseHeaders) }] : []),
  ];
  return filters.length === 0 ? undefined : filters;
}

function renderCors(cors: Cors): object {
  return {
    allowOrigins: cors.allowOrigins,
    allowHeaders: cors.allowHeaders ?? mcpRequestHeaders,
    allowMethods: cors.allowMethods ?? mcpMethods,
    exposeHeaders: nonEmpty(cors.exposeHeaders ?? mcpResponseHeaders),
    allowCredentials: cors.allowCredentials,
    maxAge: cors.maxAge?.toSeconds(),
  };
}

function renderModifier(modifier: HeaderModifier): object {
  return { set: renderHeaders(modifier.set), add: renderHeaders(modifier.add), remove: modifier.remove && nonEmpty([...modifier.remove].sort()) };
}

function renderHeaders(headers: Record<string, string> = {}): object[] | undefined {
  return nonEmpty(Object.keys(headers).sort().map((name) => ({ name, value: headers[name] })));
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
