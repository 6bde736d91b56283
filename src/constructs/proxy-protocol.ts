import { ProxyProtocolMode } from './proxy-protocol-mode';
import { ProxyProtocolVersion } from './proxy-protocol-version';

/**
 * That a load balancer in front says where connections come from: `spec.frontend.proxyProtocol` of an AgentgatewayPolicy (agentgateway 1.2 or newer).
 * `ClaimRule.sourceAddress` then asks for what it says, so nobody else may reach the port: whoever does can say any address.
 */
export interface ProxyProtocol {
  /**
   * `version`.
   *
   * @default ProxyProtocolVersion.V2
   */
  readonly version?: ProxyProtocolVersion;

  /**
   * `mode`.
   *
   * @default ProxyProtocolMode.STRICT
   */
  readonly mode?: ProxyProtocolMode;
}
