import { ISecret } from 'cdk8s-plus-28';
import { AwsCredentialOptions } from './aws-credential-options';
import { AzureManagedIdentity } from './azure-managed-identity';
import { BackendReference } from './backend-reference';
import { CredentialLocation } from './credential-location';
import { CrossAppAccessOptions } from './cross-app-access-options';
import { GcpCredentialOptions } from './gcp-credential-options';
import { GcpIdTokenOptions } from './gcp-id-token-options';
import { checkOutbound } from './support/check-outbound';
import { checkText } from './support/check-props';
import { renderAws } from './support/render-aws';
import { renderCrossAppAccess, renderTokenExchange } from './support/render-token-exchange';
import { TokenExchangeOptions } from './token-exchange-options';

/** How a credential reaches an MCP server. */
export interface BackendCredentialOptions {
  /**
   * `auth.location`: where the credential goes (agentgateway 1.2 or newer).
   *
   * @default - the header `Authorization`, after `Bearer `
   */
  readonly location?: CredentialLocation;
}

/** Which entry of a Secret is sent, and how. */
export interface SecretCredentialOptions extends BackendCredentialOptions {
  /**
   * `auth.secretRef.key`: the entry of the Secret (agentgateway 1.4 or newer).
   *
   * @default 'Authorization'
   */
  readonly key?: string;
}

/** How the gateway shows a server who is calling: `auth` of an MCP target, of a backend or of a policy. */
export class BackendCredentials {
  /**
   * A token from a Secret, sent as `Authorization: Bearer …`. The Secret lives in the namespace of the backend.
   *
   * @param secret the Secret; `Secret.fromSecretName` of cdk8s-plus-28 names one that exists already. Its entry `Authorization` holds the token.
   */
  public static fromSecret(secret: ISecret, options: SecretCredentialOptions = {}): BackendCredentials {
    if (options.key !== undefined) checkText('key', options.key, 253);
    return new BackendCredentials(() => ({ secretRef: { name: secret.name, key: options.key } }), options.location);
  }

  /**
   * The client's own token, which agentgateway takes away after it is verified. Whoever runs the MCP server can then use it
   * wherever the issuer is trusted; only for servers of the same trust domain.
   */
  public static passthrough(options: BackendCredentialOptions = {}): BackendCredentials {
    return new BackendCredentials(() => ({ passthrough: {} }), options.location);
  }

  /**
   * A token that stands in the manifest, readable for everyone who can read the backend or the repository. The synthesis refuses it unless
   * `Diagnostics.of(backend).acknowledge('B27', …)` says why that is acceptable.
   */
  public static fromKey(key: string, options: BackendCredentialOptions = {}): BackendCredentials {
    checkText('key', key, 2048);
    return new BackendCredentials(() => ({ key }), options.location);
  }

  /**
   * A token that the client's own is exchanged for, for this server alone (`auth.oauthTokenExchange`; agentgateway 1.4 or newer).
   *
   * @param service `backendRef`: the server of the token endpoint. Port 443 does not mean TLS: `StaticBackend` with `tls` makes that right
   * @param options what is asked for, and how
   */
  public static tokenExchange(service: BackendReference, options: TokenExchangeOptions = {}): BackendCredentials {
    if (options.location !== undefined) checkOutbound('location', options.location);
    return new BackendCredentials((namespace) => ({ oauthTokenExchange: renderTokenExchange(service, options, namespace) }), undefined, [service],
      options.location);
  }

  /**
   * A token from the authorization server of the MCP server, which trusts the identity provider of the client (`auth.crossAppAccess`;
   * agentgateway 1.4 or newer).
   *
   * @param options who is asked for what
   */
  public static crossAppAccess(options: CrossAppAccessOptions): BackendCredentials {
    const { identityProvider, resourceAuthorizationServer } = options;
    return new BackendCredentials((namespace) => ({ crossAppAccess: renderCrossAppAccess(options, namespace) }), undefined,
      [identityProvider.service, resourceAuthorizationServer.service]);
  }

  /**
   * A signature for AWS (`auth.aws`).
   *
   * @param options whose signature, and for what
   */
  public static aws(options: AwsCredentialOptions = {}): BackendCredentials {
    const aws = renderAws(options);
    return new BackendCredentials(() => ({ aws }));
  }

  /**
   * A token for Azure by a client secret (`auth.azure.secretRef`).
   *
   * @param secret a Secret in the namespace of the object that says so, with the entries `clientID`, `tenantID` and `clientSecret`
   */
  public static azureSecret(secret: ISecret): BackendCredentials {
    return new BackendCredentials(() => ({ azure: { secretRef: { name: secret.name } } }));
  }

  /**
   * A token for Azure by an identity that Azure manages (`auth.azure.managedIdentity`).
   *
   * @param identity which one
   */
  public static azureManagedIdentity(identity: AzureManagedIdentity): BackendCredentials {
    return new BackendCredentials(() => ({ azure: { managedIdentity: { ...identity } } }));
  }

  /** A token for Azure by the workload identity of the proxy's pod (`auth.azure.workloadIdentity`). */
  public static azureWorkloadIdentity(): BackendCredentials {
    return new BackendCredentials(() => ({ azure: { workloadIdentity: {} } }));
  }

  /**
   * An access token of Google, for its own services (`auth.gcp` of type `AccessToken`).
   *
   * @param options whose token
   */
  public static gcpAccessToken(options: GcpCredentialOptions = {}): BackendCredentials {
    const { secret, key } = options;
    return new BackendCredentials(() => ({ gcp: { type: 'AccessToken', secretRef: secret && { name: secret.name, key } } }));
  }

  /**
   * An ID token of Google, for services on Cloud Run and the like (`auth.gcp` of type `IdToken`).
   *
   * @param options whose token, and for whom
   */
  public static gcpIdToken(options: GcpIdTokenOptions = {}): BackendCredentials {
    const { secret, key, audience } = options;
    return new BackendCredentials(() => ({ gcp: { type: 'IdToken', audience, secretRef: secret && { name: secret.name, key } } }));
  }

  private constructor(
    private readonly auth: (namespace: string | undefined) => Record<string, unknown>,
    private readonly location?: CredentialLocation,
    /** The servers that the gateway asks for the credential. @internal */
    public readonly _references: readonly BackendReference[] = [],
    private readonly destination = location,
  ) {
    if (location !== undefined) checkOutbound('location', location);
  }

  /** Whether the credential stands in the manifest. @internal */
  public get _isWrittenOut(): boolean {
    return 'key' in this.auth(undefined);
  }

  /** What no further credential may share. @internal */
  public get _place(): string {
    return (this.destination ?? CredentialLocation.header('Authorization'))._place;
  }

  /** @param namespace that of the object that holds the credentials @internal */
  public _render(namespace: string | undefined): Record<string, unknown> {
    return { ...this.auth(namespace), location: this.location?._render() };
  }
}
