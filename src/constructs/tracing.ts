import { OtlpExporter } from './otlp-exporter';

/** Where spans of requests go: `spec.frontend.tracing` of an AgentgatewayPolicy. */
export interface Tracing extends OtlpExporter {
  /**
   * `randomSampling`: the share of requests that are traced where the client did not start a trace, from 0 to 1.
   *
   * @default - none (agentgateway)
   */
  readonly randomSampling?: number;

  /**
   * `clientSampling`: the share of requests that are traced where the client started a trace, from 0 to 1.
   *
   * @default - all (agentgateway)
   */
  readonly clientSampling?: number;

  /**
   * `resources`: attributes of the proxy itself, each by an expression.
   *
   * @default - none
   */
  readonly resources?: Record<string, string>;
}
