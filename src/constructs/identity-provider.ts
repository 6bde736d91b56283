/** Identity providers whose ways agentgateway knows: `jwtAuthentication.mcp.provider`. */
export enum IdentityProvider {
  /** Auth0. Its issuers end with `/`. */
  AUTH0 = 'Auth0',
  /** Authentik (agentgateway 1.4 or newer). */
  AUTHENTIK = 'Authentik',
  /** Descope (agentgateway 1.4 or newer). */
  DESCOPE = 'Descope',
  /** Microsoft Entra ID (agentgateway 1.4 or newer). Clients cannot register there, so it needs a `clientId`. */
  ENTRA = 'Entra',
  /** Keycloak. */
  KEYCLOAK = 'Keycloak',
  /** Okta (agentgateway 1.3 or newer). Clients cannot register there by themselves, so it needs a `clientId`. */
  OKTA = 'Okta',
}
