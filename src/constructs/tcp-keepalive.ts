import { Duration } from 'cdk8s';

/** How idle TCP connections are kept from being lost without notice: `tcp.keepalive`. */
export interface TcpKeepalive {
  /**
   * `retries`: after so many probes without an answer a connection counts as lost, 1 to 64.
   *
   * @default 9
   */
  readonly retries?: number;

  /**
   * `time`: how long a connection is idle before it is probed, at least 1s.
   *
   * @default Duration.seconds(180)
   */
  readonly time?: Duration;

  /**
   * `interval`: the pause between two probes, at least 1s.
   *
   * @default Duration.seconds(180)
   */
  readonly interval?: Duration;
}
