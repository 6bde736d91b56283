/** How an OpenTelemetry collector is spoken to. */
export enum OtlpProtocol {
  /** OTLP over gRPC. */
  GRPC = 'GRPC',
  /** OTLP over HTTP. */
  HTTP = 'HTTP',
}
