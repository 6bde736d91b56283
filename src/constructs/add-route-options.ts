import { ApiObjectMetadata } from 'cdk8s';
import { Cors } from './cors';
import { HeaderModifier } from './header-modifier';

/** Options of `addRoute`. */
export interface AddRouteOptions {
  /**
   * `metadata` of the HTTPRoute.
   *
   * @default - a name from the path of the construct, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * `spec.hostnames` of the HTTPRoute.
   *
   * @default - the hosts of the listener
   */
  readonly hostnames?: string[];

  /**
   * The `CORS` filter.
   *
   * @default - browsers do not let web pages call this route
   */
  readonly cors?: Cors;

  /**
   * The `RequestHeaderModifier` filter.
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
