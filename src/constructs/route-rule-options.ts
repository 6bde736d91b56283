import { Cors } from './cors';
import { HeaderModifier } from './header-modifier';
import { HttpMethod } from './http-method';
import { Rewrite } from './rewrite';
import { RouteTimeouts } from './route-timeouts';
import { ValueMatch } from './value-match';

/** What every way of adding a rule to a route can say about it. */
export interface RouteRuleOptions {
  /**
   * `matches[].headers`: request headers that must all be so.
   *
   * @default - any
   */
  readonly headers?: ValueMatch[];

  /**
   * `matches[].queryParams`: query parameters that must all be so.
   *
   * @default - any
   */
  readonly queryParameters?: ValueMatch[];

  /**
   * `matches[].method`.
   *
   * @default - every method
   */
  readonly method?: HttpMethod;

  /**
   * The `CORS` filter (`filters[].cors`).
   *
   * @default - browsers do not let web pages call this route
   */
  readonly cors?: Cors;

  /**
   * The `RequestHeaderModifier` filter (`filters[].requestHeaderModifier`). It acts after authentication, so a header that it sets cannot forge an
   * identity.
   *
   * @default - headers are passed on
   */
  readonly requestHeaders?: HeaderModifier;

  /**
   * The `ResponseHeaderModifier` filter (`filters[].responseHeaderModifier`).
   *
   * @default - headers are passed on
   */
  readonly responseHeaders?: HeaderModifier;

  /**
   * The `URLRewrite` filter (`filters[].urlRewrite`). It does not change the path at which MCP servers are called: that is the path of their target.
   *
   * @default - none
   */
  readonly rewrite?: Rewrite;

  /**
   * `timeouts`. MCP streams stay open for long: a limit on the whole request ends them.
   *
   * @default - none
   */
  readonly timeouts?: RouteTimeouts;
}
