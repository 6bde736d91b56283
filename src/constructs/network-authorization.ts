import { ClaimRule } from './claim-rule';

/**
 * Who may connect, before any request is read: `spec.frontend.networkAuthorization` of an AgentgatewayPolicy (agentgateway 1.1 or newer).
 * Nothing but the connection is known: use `ClaimRule.sourceAddress`.
 */
export interface NetworkAuthorization {
  /**
   * Rules of which one must hold (`action: Allow`).
   *
   * @default - none
   */
  readonly allow?: ClaimRule[];

  /**
   * Rules that must all hold (`action: Require`); not together with `allow`.
   *
   * @default - none
   */
  readonly require?: ClaimRule[];
}
