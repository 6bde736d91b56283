import { Duration } from 'cdk8s';

/** How long a request may take: `timeouts` of a route rule (Gateway API). */
export interface RouteTimeouts {
  /**
   * `request`: the whole request, streams included.
   *
   * @default - no limit
   */
  readonly request?: Duration;

  /**
   * `backendRequest`: one attempt to reach the backend; at most as long as `request`.
   *
   * @default - no limit
   */
  readonly backendRequest?: Duration;
}
