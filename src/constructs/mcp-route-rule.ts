import { IMcpBackend } from './i-mcp-backend';
import { PathMatch } from './path-match';
import { Redirect } from './redirect';
import { RouteRuleOptions } from './route-rule-options';

/** One entry of `spec.rules` of an HTTPRoute. */
export interface McpRouteRule extends RouteRuleOptions {
  /**
   * The MCP servers behind this rule (`backendRefs`).
   *
   * @default - none; the rule is a `redirect`
   */
  readonly backend?: IMcpBackend;

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
   * The `RequestRedirect` filter (`filters[].requestRedirect`), in the place of a backend.
   *
   * @default - requests go to the backend
   */
  readonly redirect?: Redirect;
}
