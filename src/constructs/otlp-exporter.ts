import { BackendReference } from './backend-reference';
import { ObservabilityAttributes } from './observability-attributes';
import { OtlpProtocol } from './otlp-protocol';

/** An OpenTelemetry collector that gets access logs or traces. */
export interface OtlpExporter {
  /** The collector (`backendRef`). */
  readonly collector: BackendReference;

  /**
   * `protocol`.
   *
   * @default OtlpProtocol.GRPC
   */
  readonly protocol?: OtlpProtocol;

  /**
   * `path`: the path of the collector; for `OtlpProtocol.HTTP` alone (agentgateway 1.0 or newer).
   *
   * @default - that of the OpenTelemetry protocol
   */
  readonly path?: string;

  /**
   * `filter`: an expression; only requests for which it is true are exported. For traces, agentgateway 1.4 or newer.
   *
   * @default - every request
   */
  readonly filter?: string;

  /**
   * `attributes`.
   *
   * @default - what agentgateway records by itself
   */
  readonly attributes?: ObservabilityAttributes;
}
