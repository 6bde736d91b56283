import { ISecret } from 'cdk8s-plus-28';

/** How the gateway shows an MCP server who is calling: `policies.auth` of an MCP target. */
export class BackendCredentials {
  /**
   * A token from a Secret, sent as `Authorization: Bearer …`. The Secret lives in the namespace of the backend.
   *
   * @param secret the Secret; `Secret.fromSecretName` of cdk8s-plus-28 names one that exists already. Its entry `Authorization` holds the token.
   */
  public static fromSecret(secret: ISecret): BackendCredentials {
    return new BackendCredentials({ secretRef: { name: secret.name } });
  }

  /**
   * The client's own token, which agentgateway takes away after it is verified. Whoever runs the MCP server can then use it
   * wherever the issuer is trusted; only for servers of the same trust domain.
   */
  public static passthrough(): BackendCredentials {
    return new BackendCredentials({ passthrough: {} });
  }

  private constructor(private readonly auth: Record<string, unknown>) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return this.auth;
  }
}
