import { oncePerSubject } from './once-per-subject';
import { EffectiveListener, EffectiveRoute, EffectiveRule, McpBackend, UninterpretedField } from '../../gateway';
import { FieldPath } from '../../manifest';

/** One way from a listener to an MCP backend, and what guards it. */
export interface PathToBackend {
  readonly listener: EffectiveListener;
  readonly route: EffectiveRoute;
  readonly rule: EffectiveRule;
  /** The entry of `backendRefs` in the route. */
  readonly field: FieldPath;
  readonly backend: McpBackend;
  /** Something asks who the caller is: a JWT, another credential, or an external service. */
  readonly authenticated: boolean;
  /** Some rule says what the caller may do: over HTTP, over MCP, on the connection, or an external service. */
  readonly authorized: boolean;
}

const AUTHENTICATION: ReadonlySet<string> = new Set(['basicAuthentication', 'apiKeyAuthentication', 'extAuth', 'mcp.authentication']);
const AUTHORIZATION: ReadonlySet<string> = new Set(['extAuth', 'frontend.networkAuthorization']);

/** Every way from a listener to an MCP backend; references of the weight 0 lead nowhere. */
export const pathsToBackends = oncePerSubject(({ gateway }): readonly PathToBackend[] => gateway.listeners.flatMap((listener) =>
  listener.routes.flatMap((route) => route.rules.flatMap((rule) => rule.backends.flatMap(({ weight, backend }, index): PathToBackend[] => {
    if (backend.kind !== 'mcp' || weight === 0) {
      return [];
    }
    const others = [...listener.other, ...listener.preRouting.other, ...rule.traffic.other, ...backend.mcp.other];
    return [{
      listener,
      route,
      rule,
      field: [...rule.field, 'backendRefs', index],
      backend: backend.mcp,
      authenticated: rule.traffic.jwt !== undefined || listener.preRouting.jwt !== undefined || has(others, AUTHENTICATION),
      authorized: [listener.preRouting, rule.traffic].some(({ authorization }) => authorization.length > 0)
        || backend.mcp.mcpAuthorization.length > 0 || has(others, AUTHORIZATION),
    }];
  })))));

function has(fields: readonly UninterpretedField[], names: ReadonlySet<string>): boolean {
  return fields.some(({ name }) => names.has(name));
}
