import { BackendConnection } from './backend-connection';
import { BackendHealth } from './backend-health';
import { ExtAuth } from './ext-auth';
import { Transformation } from './transformation';

/** How the gateway deals with a server: fields of `spec.policies` of an AgentgatewayBackend and of `spec.backend` of an AgentgatewayPolicy. */
export interface BackendSettings extends BackendConnection {
  /**
   * `extAuth`: a service that decides about requests, once it is known which server they go to (agentgateway 1.2 or newer).
   *
   * @default - none
   */
  readonly extAuth?: ExtAuth;

  /**
   * `transformation`: changes that are computed, once it is known which server a request goes to.
   *
   * @default - none
   */
  readonly transformation?: Transformation;

  /**
   * `health`: when the server counts as out of order.
   *
   * @default - by its status codes and connections (agentgateway)
   */
  readonly health?: BackendHealth;
}
