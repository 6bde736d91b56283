import { backendOrUrl, BackendRef, CredentialKeyRef, duration, InboundLocation } from './building-blocks';
import { anything, dictionary, having, list, object, oneOf, since, text } from '../schema/field-schema';
import { exactlyOneOf, ruled, type Rule } from '../schema/rule';

/** What becomes of requests without a valid token. */
export const AuthenticationMode = oneOf(['Optional', 'Permissive', 'Strict'], { default: 'Strict' });

const cacheDuration = duration(300_000, 'cacheDuration must be at least 5m.', 'write `5m` or more', { default: '5m' });

const pathBelongsToBackend: Rule<{ backendRef?: object; jwksPath?: string }> = {
  message: 'backendRef and jwksPath must be set together',
  help: 'write `jwksPath` beside `backendRef`; a `url` has its path in it',
  holds: ({ backendRef, jwksPath }) => (backendRef === undefined) === (jwksPath === undefined),
  since: 'main',
};

/** Where a key set is fetched from. `url` takes the place of the other two on `main`. */
const RemoteJwks = ruled(object({}, {
  backendRef: having(BackendRef, { requiredBefore: 'main' }),
  jwksPath: text(1, 2000, { requiredBefore: 'main', limitsSince: { version: 'main', limits: { maxLength: 1024 } } }),
  cacheDuration,
  url: since('main', text()),
}), backendOrUrl, pathBelongsToBackend);

const identityProvider = oneOf(['Auth0', 'Authentik', 'Descope', 'Entra', 'Keycloak', 'Okta'], {
  valuesSince: { Okta: '1.3', Authentik: '1.4', Descope: '1.4', Entra: '1.4' },
});

const mcpOAuthFields = {
  provider: identityProvider,
  clientId: since('1.3', text()),
  resourceMetadata: dictionary(anything()),
};

const Provider = object({
  issuer: text(1, 256),
  jwks: ruled(object({}, { remote: RemoteJwks, inline: text(2, 65536) }), exactlyOneOf('remote', 'inline')),
}, {
  audiences: list(text(), { minItems: 1, maxItems: 64 }),
});

type JwtFields = { mcp?: object; mode?: string; providers: unknown[] };

const mcpHasOneProvider: Rule<JwtFields> = {
  message: 'jwtAuthentication.mcp requires exactly one provider',
  help: 'keep one provider, or remove `mcp`',
  holds: ({ mcp, providers }) => mcp === undefined || providers.length === 1,
};

const mcpIsStrict: Rule<JwtFields> = {
  message: 'jwtAuthentication.mcp requires mode Strict',
  help: 'set `mode: Strict`, or remove `mcp`',
  holds: ({ mcp, mode }) => mcp === undefined || mode === undefined || mode === 'Strict',
};

/** Who a bearer token must come from (`traffic.jwtAuthentication`). */
export const JwtAuthentication = ruled(object({ providers: list(Provider, { minItems: 1, maxItems: 64 }) }, {
  mode: AuthenticationMode,
  location: since('1.2', InboundLocation),
  mcp: since('1.1', object({}, mcpOAuthFields)),
}), mcpHasOneProvider, mcpIsStrict);

/** The older way to authenticate MCP clients (`backend.mcp.authentication`), deprecated since 1.1. Its key set has no levels. */
export const McpAuthentication = object({
  jwks: RemoteJwks,
}, {
  issuer: text(1, 256),
  audiences: list(text(), { minItems: 1, maxItems: 64 }),
  mode: having(AuthenticationMode, { defaultBefore: { version: '1.0', value: 'Permissive' } }),
  ...mcpOAuthFields,
  clientSecretRef: since('1.4', CredentialKeyRef),
});
