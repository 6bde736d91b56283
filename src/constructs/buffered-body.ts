import { FailureMode } from './failure-mode';

/** How much of a body is read before it is passed on: `buffer.request` and `buffer.response`. */
export interface BufferedBody {
  /**
   * `maxBytes`: so many bytes at most, 1 to 4294967295.
   *
   * @default - `http.maxBufferSize` of the gateway, which is 2 MiB by default
   */
  readonly maxBytes?: number;

  /**
   * `failureMode`: what becomes of a longer body (agentgateway 1.4 or newer). Refused, it gets the status 413 for a request and 502 for an answer.
   *
   * @default FailureMode.FAIL_CLOSED
   */
  readonly failureMode?: FailureMode;
}
