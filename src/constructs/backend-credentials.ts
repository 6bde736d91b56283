import { ISecret } from 'cdk8s-plus-28';
import { CredentialLocation } from './credential-location';
import { checkText } from './support/check-props';
import { UsageError } from './support/usage-error';

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

/** How the gateway shows an MCP server who is calling: `policies.auth` of an MCP target. */
export class BackendCredentials {
  /**
   * A token from a Secret, sent as `Authorization: Bearer …`. The Secret lives in the namespace of the backend.
   *
   * @param secret the Secret; `Secret.fromSecretName` of cdk8s-plus-28 names one that exists already. Its entry `Authorization` holds the token.
   */
  public static fromSecret(secret: ISecret, options: SecretCredentialOptions = {}): BackendCredentials {
    if (options.key !== undefined) checkText('key', options.key, 253);
    return new BackendCredentials({ secretRef: { name: secret.name, key: options.key } }, options.location);
  }

  /**
   * The client's own token, which agentgateway takes away after it is verified. Whoever runs the MCP server can then use it
   * wherever the issuer is trusted; only for servers of the same trust domain.
   */
  public static passthrough(options: BackendCredentialOptions = {}): BackendCredentials {
    return new BackendCredentials({ passthrough: {} }, options.location);
  }

  /**
   * A token that stands in the manifest, readable for everyone who can read the backend or the repository. The synthesis refuses it unless
   * `Diagnostics.of(backend).acknowledge('B27', …)` says why that is acceptable.
   */
  public static fromKey(key: string, options: BackendCredentialOptions = {}): BackendCredentials {
    checkText('key', key, 2048);
    return new BackendCredentials({ key }, options.location);
  }

  private constructor(private readonly auth: Record<string, unknown>, private readonly location?: CredentialLocation) {
    if (location?._render().expression !== undefined) {
      throw new UsageError('`location` of the credentials is an expression, which says where one is found, not where it goes', 'use a header, query parameter or cookie');
    }
  }

  /** Whether the credential stands in the manifest. @internal */
  public get _isWrittenOut(): boolean {
    return 'key' in this.auth;
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return { ...this.auth, location: this.location?._render() };
  }
}
