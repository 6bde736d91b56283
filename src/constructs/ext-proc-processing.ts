import { ExtProcBodyMode } from './ext-proc-body-mode';
import { ExtProcHeaderMode } from './ext-proc-header-mode';

/** Which parts of requests and answers a processing service gets: `extProc.processingOptions` (agentgateway 1.3 or newer). */
export interface ExtProcProcessing {
  /**
   * `requestHeaderMode`.
   *
   * @default ExtProcHeaderMode.SEND
   */
  readonly requestHeaderMode?: ExtProcHeaderMode;

  /**
   * `requestBodyMode`.
   *
   * @default ExtProcBodyMode.FULL_DUPLEX_STREAMED
   */
  readonly requestBodyMode?: ExtProcBodyMode;

  /**
   * `requestTrailerMode`.
   *
   * @default ExtProcHeaderMode.SEND
   */
  readonly requestTrailerMode?: ExtProcHeaderMode;

  /**
   * `responseHeaderMode`.
   *
   * @default ExtProcHeaderMode.SEND
   */
  readonly responseHeaderMode?: ExtProcHeaderMode;

  /**
   * `responseBodyMode`. MCP servers answer with streams: a mode that buffers holds them back until they end.
   *
   * @default ExtProcBodyMode.FULL_DUPLEX_STREAMED
   */
  readonly responseBodyMode?: ExtProcBodyMode;

  /**
   * `responseTrailerMode`.
   *
   * @default ExtProcHeaderMode.SEND
   */
  readonly responseTrailerMode?: ExtProcHeaderMode;

  /**
   * `allowModeOverride`: the service may choose other modes for the rest of an exchange.
   *
   * @default false
   */
  readonly allowModeOverride?: boolean;
}
