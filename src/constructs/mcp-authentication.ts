import { IdentityProvider } from './identity-provider';

/**
 * What MCP clients are told about how to get a token (MCP authorization, RFC 9728): `jwtAuthentication.mcp` (agentgateway 1.1 or newer).
 * The policy then has one provider and the mode `STRICT`. Routes of this app take the paths where clients look for it by themselves.
 */
export interface McpAuthentication {
  /** `resourceMetadata.resource`: the URL by which clients reach the MCP server, such as `https://mcp.example.com/mcp`. */
  readonly resource: string;

  /**
   * `provider`.
   *
   * @default - clients are told about the issuer and speak with it by themselves
   */
  readonly identityProvider?: IdentityProvider;

  /**
   * `clientId`: the client that every MCP client becomes, for identity providers where clients cannot register (agentgateway 1.3 or newer).
   *
   * @default - clients register themselves
   */
  readonly clientId?: string;

  /**
   * `resourceMetadata.scopesSupported`.
   *
   * @default - not said
   */
  readonly scopes?: string[];

  /**
   * `resourceMetadata.bearerMethodsSupported`: `header`, `body` and `query`, as far as the gateway takes tokens there.
   *
   * @default - not said
   */
  readonly bearerMethods?: string[];

  /**
   * Further fields of `resourceMetadata`, in camel case; none that has a prop here.
   *
   * @default - none
   */
  readonly resourceMetadata?: Record<string, unknown>;
}
