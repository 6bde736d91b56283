import { BackendReference } from './backend-reference';
import { FailureMode } from './failure-mode';
import { GuardrailPart } from './guardrail-part';

/** A service that looks at MCP messages: an entry of `guardrails.processors`. */
export interface Guardrail {
  /** `remote.backendRef`: the service; it speaks gRPC, so its port has the `appProtocol` `kubernetes.io/h2c`. */
  readonly service: BackendReference;

  /**
   * `methods`: which part of which MCP method it looks at, 1 to 64, such as `{ 'tools/call': GuardrailPart.REQUEST }`. A method may
   * begin or end with `*`.
   */
  readonly methods: Record<string, GuardrailPart>;

  /**
   * `remote.failureMode`: what happens where the service is out of order. One that is slow is not: agentgateway waits for it.
   *
   * @default FailureMode.FAIL_CLOSED
   */
  readonly failureMode?: FailureMode;

  /**
   * `remote.metadata`: what the service is told about each message, each by an expression, at most 64.
   *
   * @default - nothing
   */
  readonly metadata?: Record<string, string>;

  /**
   * `remote.allowedRequestHeaders`: the request headers that the service gets, at most 64.
   *
   * @default - those of agentgateway
   */
  readonly allowedRequestHeaders?: string[];

  /**
   * `remote.disallowedRequestHeaders`: the request headers that the service does not get, at most 64.
   *
   * @default - those of agentgateway
   */
  readonly disallowedRequestHeaders?: string[];
}
