import { ApiObjectMetadata } from 'cdk8s';
import { RouteRuleOptions } from './route-rule-options';

/** Options of `addRoute`. */
export interface AddRouteOptions extends RouteRuleOptions {
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
   * `parentRefs[].sectionName`: the name of the listener that serves the route.
   *
   * @default - every listener of the gateway
   */
  readonly listener?: string;
}
