import { Duration } from 'cdk8s';

/** Which failed requests are sent again: `traffic.retry`. A tool call that is sent again may act twice. */
export interface Retry {
  /** `attempts`: how often a request is sent again, at least 1. */
  readonly attempts: number;

  /**
   * `backoff`: the pause before.
   *
   * @default - none
   */
  readonly backoff?: Duration;

  /**
   * `codes`: the status codes of answers that count as failed, 400 to 599.
   *
   * @default - none; connections that fail are retried
   */
  readonly codes?: number[];

  /**
   * `condition`: an expression about the answer (agentgateway 1.3 or newer).
   *
   * @default - every answer with one of the codes
   */
  readonly condition?: string;

  /**
   * `precondition`: an expression about the request (agentgateway 1.3 or newer).
   *
   * @default - every request
   */
  readonly precondition?: string;
}
