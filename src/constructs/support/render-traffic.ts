import { ApiKeyAuthentication } from '../api-key-authentication';
import { BackendReference } from '../backend-reference';
import { BasicAuthentication } from '../basic-authentication';
import { ExtAuth } from '../ext-auth';
import { RateLimit } from '../rate-limit';
import { TrafficSettings } from '../traffic-settings';
import { MessageTransformation } from '../transformation';
import { checkOneOf, checkWhole } from './check-props';
import { renderDuration } from './render-duration';
import { renderCors, renderHeaders, renderModifier } from './render-filters';
import { UsageError } from './usage-error';

/** The fields of `spec.traffic` that the settings ask for, without `phase`. */
export function renderTraffic(settings: TrafficSettings, namespace: string | undefined): Record<string, unknown> {
  const { cors, rateLimit, requestTimeout, retry, requestHeaders, responseHeaders, transformation, directResponse } = settings;
  return defined({
    cors: cors && renderCors(cors),
    rateLimit: rateLimit && renderRateLimit(rateLimit, namespace),
    timeouts: requestTimeout && { request: renderDuration('requestTimeout', requestTimeout, 100) },
    retry: retry && { ...retry, backoff: retry.backoff && renderDuration('retry.backoff', retry.backoff) },
    headerModifiers: (requestHeaders ?? responseHeaders) && {
      request: requestHeaders && renderModifier(requestHeaders),
      response: responseHeaders && renderModifier(responseHeaders),
    },
    transformation: transformation && { request: renderMessage(transformation.request), response: renderMessage(transformation.response) },
    apiKeyAuthentication: settings.apiKeyAuthentication && renderApiKey(settings.apiKeyAuthentication),
    basicAuthentication: settings.basicAuthentication && renderBasic(settings.basicAuthentication),
    extAuth: settings.extAuth && renderExtAuth(settings.extAuth, namespace),
    directResponse: directResponse && { ...directResponse, headers: renderHeaders(directResponse.headers) },
  });
}

/** The servers that `renderTraffic` names. */
export function referencesOfTraffic({ rateLimit, extAuth }: TrafficSettings): readonly BackendReference[] {
  return [rateLimit?.global?.service, extAuth?.service].filter((reference) => reference !== undefined);
}

function renderRateLimit({ local, global }: RateLimit, namespace: string | undefined): object {
  if (local === undefined && global === undefined) throw new UsageError('`rateLimit` has neither `local` nor `global`', 'give at least one of them');
  if (local !== undefined) {
    checkOneOf('`rateLimit.local`', { requests: local.requests, tokens: local.tokens });
    // a negative one counts as no limit at all up to release 1.4
    if (local.burst !== undefined) checkWhole('rateLimit.local.burst', local.burst, 0, 2 ** 31 - 1);
  }
  return {
    local: local && [{ ...local }],
    global: global && {
      backendRef: global.service._render(namespace),
      domain: global.domain,
      failureMode: global.failureMode,
      descriptors: global.descriptors.map(({ entries, unit, cost }) => ({ entries: entries.map((entry) => ({ ...entry })), unit, cost })),
    },
  };
}

function renderMessage(message?: MessageTransformation): object | undefined {
  return message && {
    set: renderHeaders(message.set),
    add: renderHeaders(message.add),
    remove: message.remove && [...message.remove].sort(),
    body: message.body,
    metadata: message.metadata,
  };
}

function renderApiKey({ secret, secretLabels, configMapLabels, mode, location }: ApiKeyAuthentication): object {
  checkOneOf('`apiKeyAuthentication`', { secret, secretLabels, configMapLabels });
  for (const [prop, labels] of Object.entries({ secretLabels, configMapLabels })) {
    if (labels !== undefined && Object.keys(labels).length === 0) {
      throw new UsageError(`\`apiKeyAuthentication.${prop}\` has no label, so every key of the namespace would count`, 'give a label');
    }
  }
  return {
    mode,
    location: location?._render(),
    secretRef: secret && { name: secret.name },
    secretSelector: secretLabels && { matchLabels: { ...secretLabels } },
    configMapSelector: configMapLabels && { matchLabels: { ...configMapLabels } },
  };
}

function renderBasic({ users, secret, key, mode, realm, location }: BasicAuthentication): object {
  checkOneOf('`basicAuthentication`', { users, secret });
  const unhashed = users?.findIndex((line) => !/^[^:]+:(\$|\{SHA\})/.test(line)) ?? -1;
  if (unhashed >= 0) {
    throw new UsageError(`\`basicAuthentication.users[${unhashed}]\` is no line of \`htpasswd\` with a hash, so nobody could log in by it`, 'write it with `htpasswd -nB NAME`');
  }
  return { mode, realm, location: location?._render(), users, secretRef: secret && { name: secret.name, key } };
}

function renderExtAuth({ service, grpc, http, failureMode, forwardBodyBytes, cache }: ExtAuth, namespace: string | undefined): object {
  checkOneOf('`extAuth`', { grpc, http });
  if (forwardBodyBytes !== undefined) checkWhole('extAuth.forwardBodyBytes', forwardBodyBytes, 1, 2 ** 32 - 1);
  return {
    backendRef: service._render(namespace),
    grpc: grpc && { ...grpc },
    http: http && { ...http },
    failureMode,
    forwardBody: forwardBodyBytes === undefined ? undefined : { maxSize: forwardBodyBytes },
    cache: cache && { ...cache },
  };
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
