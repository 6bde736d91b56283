import { BackendReference } from '../backend-reference';
import { CrossAppAccessOptions } from '../cross-app-access-options';
import { TokenCache } from '../token-cache';
import { TokenEndpoint } from '../token-endpoint';
import { TokenExchangeOptions } from '../token-exchange-options';
import { checkWhole } from './check-props';
import { renderDuration } from './render-duration';

/** `auth.oauthTokenExchange`. */
export function renderTokenExchange(service: BackendReference, options: TokenExchangeOptions, namespace: string | undefined): object {
  const { path, grantType, client, subjectToken, actorToken, audiences, resources, scopes, additionalParams, requestedTokenType, location } = options;
  return {
    backendRef: service._render(namespace),
    path,
    grantType,
    clientAuth: client?._render(),
    subjectToken: subjectToken && { source: subjectToken.source?._render(), tokenType: subjectToken.tokenType },
    actorToken: actorToken && {
      source: actorToken.source._render(), tokenType: actorToken.tokenType, mayAct: actorToken.requireMayAct === true ? 'Required' : undefined,
    },
    audiences,
    resources,
    scopes,
    additionalParams: additionalParams && { ...additionalParams },
    requestedTokenType,
    location: location?._render(),
    cache: renderCache(options.cache),
  };
}

/** `auth.crossAppAccess`. */
export function renderCrossAppAccess(options: CrossAppAccessOptions, namespace: string | undefined): object {
  const { audience, identityProvider, resourceAuthorizationServer, resources, scopes, subjectToken } = options;
  return {
    audience,
    identityProvider: renderEndpoint(identityProvider, namespace),
    resourceAuthorizationServer: renderEndpoint(resourceAuthorizationServer, namespace),
    resources,
    scopes,
    subjectToken: subjectToken && { source: subjectToken._render() },
    cache: renderCache(options.cache),
  };
}

function renderEndpoint({ service, client, path }: TokenEndpoint, namespace: string | undefined): object {
  return { backendRef: service._render(namespace), clientAuth: client._render(), path };
}

function renderCache(cache?: TokenCache): object | undefined {
  if (cache === undefined) return undefined;
  const { defaultTtl, maxEntries } = cache;
  if (maxEntries !== undefined) checkWhole('cache.maxEntries', maxEntries, 0, 2 ** 31 - 1);
  return { inMemory: { defaultTtl: defaultTtl && renderDuration('cache.defaultTtl', defaultTtl, 1000), maxEntries } };
}
