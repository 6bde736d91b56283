import { ObservabilityAttributes } from './observability-attributes';
import { OtlpExporter } from './otlp-exporter';

/** Which requests are logged, and how: `spec.frontend.accessLog` of an AgentgatewayPolicy. */
export interface AccessLog {
  /**
   * `filter`: an expression; only requests for which it is true are logged.
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

  /**
   * `otlp`: a collector that gets the log too (agentgateway 1.0 or newer).
   *
   * @default - the log goes to the standard output of the proxy
   */
  readonly otlp?: OtlpExporter;
}
