import { Cors } from './cors';
import { HeaderModifier } from './header-modifier';
import { IMcpBackend } from './i-mcp-backend';
import { PathMatch } from './path-match';

/** One entry of `spec.rules` of an HTTPRoute. */
export interface McpRouteRule {
  /** The MCP servers behind this rule (`backendRefs`). */
  readonly backend: IMcpBackend;

  /**
   * `name`, by which a policy can target the rule.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * `matches`: the request paths; one of them suffices. The path is not passed on: MCP servers are called at the path of their target.
   *
   * @default - every path
   */
  readonly paths?: PathMatch[];

  /**
   * The `CORS` filter.
   *
   * @default - browsers do not let web pages call this route
   */
  readonly cors?: Cors;

  /**
   * The `RequestHeaderModifier` filter. It acts after authentication, so a header that it sets cannot forge an identity.
   *
   * @default - headers are passed on
   */
  readonly requestHeaders?: HeaderModifier;

  /**
   * The `ResponseHeaderModifier` filter.
   *
   * @default - headers are passed on
   */
  readonly responseHeaders?: HeaderModifier;
}
