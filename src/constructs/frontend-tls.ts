import { Duration } from 'cdk8s';
import { CipherSuite } from './cipher-suite';
import { KeyExchangeGroup } from './key-exchange-group';
import { TlsVersion } from './tls-version';

/** How clients speak TLS with a gateway: `spec.frontend.tls` of an AgentgatewayPolicy. At least one of its fields is given. */
export interface FrontendTls {
  /**
   * `minProtocolVersion`: older versions are refused.
   *
   * @default - that of agentgateway
   */
  readonly minProtocolVersion?: TlsVersion;

  /**
   * `maxProtocolVersion`: newer versions are not spoken.
   *
   * @default - the newest one
   */
  readonly maxProtocolVersion?: TlsVersion;

  /**
   * `cipherSuites`, at least one.
   *
   * @default - those of agentgateway
   */
  readonly cipherSuites?: CipherSuite[];

  /**
   * `keyExchangeGroups`, the best first, at least one.
   *
   * @default - those of agentgateway
   */
  readonly keyExchangeGroups?: KeyExchangeGroup[];

  /**
   * `alpnProtocols`: protocols that are accepted, the best first, 1 to 16.
   *
   * @default - `h2` and `http/1.1` (agentgateway)
   */
  readonly alpnProtocols?: string[];

  /**
   * `handshakeTimeout`: how long a client may take to begin, at least 100ms.
   *
   * @default Duration.seconds(15)
   */
  readonly handshakeTimeout?: Duration;
}
