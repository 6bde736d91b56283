import { AccessLog } from './access-log';
import { ConnectMode } from './connect-mode';
import { FrontendHttp } from './frontend-http';
import { FrontendTls } from './frontend-tls';
import { NetworkAuthorization } from './network-authorization';
import { ProxyProtocol } from './proxy-protocol';
import { TcpKeepalive } from './tcp-keepalive';
import { Tracing } from './tracing';

/** How a gateway deals with connections, and what it records: fields of `spec.frontend` of an AgentgatewayPolicy with the name of the gateway and `-frontend`. */
export interface FrontendSettings {
  /**
   * Which requests are logged, and how (`accessLog`).
   *
   * @default - every request, with what agentgateway records by itself
   */
  readonly accessLog?: AccessLog;

  /**
   * Where spans of requests go (`tracing`).
   *
   * @default - nowhere
   */
  readonly tracing?: Tracing;

  /**
   * Labels of all metrics, each by an expression, 1 to 16 (`metrics.attributes.add`; agentgateway 1.2 or newer). Every value that occurs is kept: a team is
   * a good label, a user is not.
   *
   * @default - those of agentgateway
   */
  readonly metricLabels?: Record<string, string>;

  /**
   * Who may connect (`networkAuthorization`).
   *
   * @default - everyone
   */
  readonly networkAuthorization?: NetworkAuthorization;

  /**
   * How clients speak TLS (`tls`), where a listener is HTTPS.
   *
   * @default - as agentgateway does
   */
  readonly frontendTls?: FrontendTls;

  /**
   * What is taken from clients (`http`): sizes and times.
   *
   * @default - as agentgateway does
   */
  readonly http?: FrontendHttp;

  /**
   * How idle connections of clients are kept (`tcp.keepalive`).
   *
   * @default - they are not probed
   */
  readonly keepalive?: TcpKeepalive;

  /**
   * That a load balancer in front says where connections come from (`proxyProtocol`; agentgateway 1.2 or newer).
   *
   * @default - they come from where they come
   */
  readonly proxyProtocol?: ProxyProtocol;

  /**
   * What becomes of requests with the method `CONNECT` (`connect.mode`; agentgateway 1.3 or newer).
   *
   * @default - they are refused
   */
  readonly connect?: ConnectMode;
}
