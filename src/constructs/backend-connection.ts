import { Duration } from 'cdk8s';
import { IConfigMap, ISecret } from 'cdk8s-plus-28';
import { AdditionalCredential } from './additional-credential';
import { BackendCredentials } from './backend-credentials';
import { BackendReference } from './backend-reference';
import { HttpVersion } from './http-version';
import { InsecureSkipVerify } from './insecure-skip-verify';
import { KeyExchangeGroup } from './key-exchange-group';
import { TcpKeepalive } from './tcp-keepalive';

/**
 * How the gateway connects to a server: fields of `static.policies` of an MCP target, of `spec.policies` of an AgentgatewayBackend and of
 * `spec.backend` of an AgentgatewayPolicy.
 */
export interface BackendConnection {
  /**
   * Speak TLS (`tls`), with the certificate authorities of the gateway's image. agentgateway never infers it from the port.
   *
   * @default - only if `caCertificates` is given
   */
  readonly tls?: boolean;

  /**
   * `tls.sni`: the name that the server is asked for, and that its certificate has.
   *
   * @default - the host
   */
  readonly sni?: string;

  /**
   * `tls.caCertificateRefs`: a ConfigMap in the namespace of the object that says so, whose entry `ca.crt` holds the certificate authority
   * of the server.
   *
   * @default - the certificate authorities of the gateway's image
   */
  readonly caCertificates?: IConfigMap;

  /**
   * `tls.verifySubjectAltNames`: names of which the certificate of the server has one, 1 to 16; not together with `insecureSkipVerify`.
   *
   * @default - the host
   */
  readonly verifySubjectAltNames?: string[];

  /**
   * `tls.insecureSkipVerify`: what is not verified about the certificate. The synthesis refuses it unless
   * `Diagnostics.of(…).acknowledge('B15', …)` says why that is acceptable; `caCertificates` and `verifySubjectAltNames` do without.
   *
   * @default - everything is verified
   */
  readonly insecureSkipVerify?: InsecureSkipVerify;

  /**
   * `tls.mtlsCertificateRef`: a Secret of type `kubernetes.io/tls` in the namespace of the object that says so, by which the gateway shows the server
   * who it is.
   *
   * @default - none
   */
  readonly clientCertificate?: ISecret;

  /**
   * `tls.alpnProtocols`: protocols that are offered, the best first, 1 to 16.
   *
   * @default - `h2` and `http/1.1` (agentgateway)
   */
  readonly alpnProtocols?: string[];

  /**
   * `tls.keyExchangeGroups`: how keys are agreed on, the best first (agentgateway 1.2 or newer).
   *
   * @default - those of agentgateway
   */
  readonly keyExchangeGroups?: KeyExchangeGroup[];

  /**
   * `auth`: how the gateway shows the server who is calling.
   *
   * @default - requests carry no credentials
   */
  readonly credentials?: BackendCredentials;

  /**
   * `auth.credentials`: further credentials, 1 to 8, each in a place of its own (agentgateway 1.4 or newer).
   *
   * @default - none
   */
  readonly additionalCredentials?: AdditionalCredential[];

  /**
   * `http.requestTimeout`: how long the server may take to answer, at least 1ms.
   *
   * @default - no limit
   */
  readonly requestTimeout?: Duration;

  /**
   * `http.version`.
   *
   * @default - by the `appProtocol` of the Service, else HTTP/1.1 with TLS, else that of the client (agentgateway)
   */
  readonly httpVersion?: HttpVersion;

  /**
   * `tcp.connectTimeout`: how long connecting may take, at least 100ms. Up to release 1.4, agentgateway does nothing with it, so it is refused.
   *
   * @default - that of agentgateway
   */
  readonly connectTimeout?: Duration;

  /**
   * `tcp.keepalive`. Up to release 1.4, agentgateway does nothing with it, so it is refused.
   *
   * @default - idle connections are not probed
   */
  readonly keepalive?: TcpKeepalive;

  /**
   * `tunnel.backendRef`: a proxy through which the gateway connects, as `HTTPS_PROXY` names one.
   *
   * @default - it connects directly
   */
  readonly tunnel?: BackendReference;
}
