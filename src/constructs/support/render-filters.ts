import { Cors } from '../cors';
import { HeaderModifier } from '../header-modifier';
import { McpRouteRule } from '../mcp-route-rule';
import { Redirect } from '../redirect';
import { Rewrite } from '../rewrite';
import { UsageError } from './usage-error';

/** What MCP clients send (MCP 2025-11-25, transports). */
const mcpRequestHeaders = ['Authorization', 'Content-Type', 'Last-Event-ID', 'Mcp-Protocol-Version', 'Mcp-Session-Id'];
const mcpResponseHeaders = ['Mcp-Session-Id'];
const mcpMethods = ['GET', 'POST', 'DELETE', 'OPTIONS'];

/** `filters` of a route rule: CORS, then header modifiers, rewrite and redirect, the order in which agentgateway runs them. */
export function renderFilters(rule: McpRouteRule): object[] | undefined {
  return nonEmpty([
    ...(rule.cors ? [{ type: 'CORS', cors: renderCors(rule.cors) }] : []),
    ...(rule.requestHeaders ? [{ type: 'RequestHeaderModifier', requestHeaderModifier: renderModifier(rule.requestHeaders) }] : []),
    ...(rule.responseHeaders ? [{ type: 'ResponseHeaderModifier', responseHeaderModifier: renderModifier(rule.responseHeaders) }] : []),
    ...(rule.rewrite ? [{ type: 'URLRewrite', urlRewrite: { hostname: rule.rewrite.hostname, path: renderPath('rewrite', rule.rewrite) } }] : []),
    ...(rule.redirect ? [{ type: 'RequestRedirect', requestRedirect: renderRedirect(rule.redirect) }] : []),
  ]);
}

/** A `cors` block, the same in a route filter and in a policy. */
export function renderCors(cors: Cors): Record<string, unknown> {
  return {
    allowOrigins: cors.allowOrigins,
    allowHeaders: cors.allowHeaders ?? mcpRequestHeaders,
    allowMethods: cors.allowMethods ?? mcpMethods,
    exposeHeaders: nonEmpty(cors.exposeHeaders ?? mcpResponseHeaders),
    allowCredentials: cors.allowCredentials,
    maxAge: cors.maxAge?.toSeconds(),
  };
}

/** Header changes, the same in a route filter and in a policy. */
export function renderModifier(modifier: HeaderModifier): Record<string, unknown> {
  return { set: renderHeaders(modifier.set), add: renderHeaders(modifier.add), remove: modifier.remove && nonEmpty([...modifier.remove].sort()) };
}

/** A map as a list of names and values, in the order of the names. */
export function renderHeaders(headers: Record<string, string> = {}): object[] | undefined {
  return nonEmpty(Object.keys(headers).sort().map((name) => ({ name, value: headers[name] })));
}

function renderRedirect(redirect: Redirect): Record<string, unknown> {
  const { scheme, hostname, port, statusCode } = redirect;
  return { scheme, hostname, port, statusCode, path: renderPath('redirect', redirect) };
}

function renderPath(prop: string, { path, prefix }: Rewrite): Record<string, unknown> | undefined {
  if (path !== undefined && prefix !== undefined) throw new UsageError(`\`${prop}\` has both \`path\` and \`prefix\``, 'give one of them');
  if (path !== undefined) return { type: 'ReplaceFullPath', replaceFullPath: path };
  return prefix === undefined ? undefined : { type: 'ReplacePrefixMatch', replacePrefixMatch: prefix };
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}
