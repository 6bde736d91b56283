import { BackendReference } from './backend-reference';
import { ExtProcProcessing } from './ext-proc-processing';
import { FailureMode } from './failure-mode';

/** A service that reads and changes requests and answers, by Envoy's external processing protocol: `traffic.extProc`. */
export interface ExtProc {
  /** `backendRef`: the service; it speaks gRPC, so its port has the `appProtocol` `kubernetes.io/h2c`. */
  readonly service: BackendReference;

  /**
   * `failureMode`: what happens where the service is out of order (agentgateway 1.4 or newer). A request whose body the service has begun to get
   * is refused in any case.
   *
   * @default FailureMode.FAIL_CLOSED
   */
  readonly failureMode?: FailureMode;

  /**
   * `metadataContext`: what the service is told, at most 64 namespaces, each with values by expressions (agentgateway 1.4 or newer).
   *
   * @default - nothing
   */
  readonly metadataContext?: Record<string, Record<string, string>>;

  /**
   * `requestAttributes`: attributes of requests, each by an expression, at most 64 (agentgateway 1.4 or newer).
   *
   * @default - none
   */
  readonly requestAttributes?: Record<string, string>;

  /**
   * `responseAttributes`: attributes of answers, each by an expression, at most 64 (agentgateway 1.4 or newer).
   *
   * @default - none
   */
  readonly responseAttributes?: Record<string, string>;

  /**
   * `processingOptions`: which parts the service gets (agentgateway 1.3 or newer).
   *
   * @default - everything, bodies as they come
   */
  readonly processing?: ExtProcProcessing;
}
