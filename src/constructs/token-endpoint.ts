import { BackendReference } from './backend-reference';
import { OAuthClient } from './oauth-client';

/** A token endpoint that the gateway asks (RFC 6749 §3.2). */
export interface TokenEndpoint {
  /** `backendRef`: the server. Port 443 does not mean TLS: `StaticBackend` with `tls` makes that right. */
  readonly service: BackendReference;

  /** `clientAuth`: how the gateway shows the endpoint who it is. */
  readonly client: OAuthClient;

  /**
   * `path`.
   *
   * @default '/'
   */
  readonly path?: string;
}
