import { ApiKeyAuthentication } from '../api-key-authentication';
import { BackendReference } from '../backend-reference';
import { BasicAuthentication } from '../basic-authentication';
import { BodyBuffer } from '../body-buffer';
import { BufferedBody } from '../buffered-body';
import { Csrf } from '../csrf';
import { DirectResponse } from '../direct-response';
import { ExtAuth } from '../ext-auth';
import { ExtProc } from '../ext-proc';
import { RateLimit } from '../rate-limit';
import { TrafficSettings } from '../traffic-settings';
import { checkOneOf, checkWhole } from './check-props';
import { checkUnmatched } from './check-unmatched';
import { renderConditional } from './render-conditional';
import { renderDuration } from './render-duration';
import { renderExtAuth } from './render-ext-auth';
import { renderExtProc } from './render-ext-proc';
import { renderCors, renderHeaders, renderModifier } from './render-filters';
import { renderRateLimit } from './render-rate-limit';
import { renderTransformation } from './render-transformation';
import { UsageError } from './usage-error';
import { withoutUndefined } from './without-undefined';
import { TargetVersion } from '../../manifest';

/** The fields of `spec.traffic` that the settings ask for, without `phase`. */
export function renderTraffic(settings: TrafficSettings, namespace: string | undefined, version: TargetVersion): Record<string, unknown> {
  const { cors, csrf, buffer, requestTimeout, retry, requestHeaders, responseHeaders, hostRewrite } = settings;
  checkUnmatched(settings);
  return withoutUndefined({
    cors: cors && renderCors(cors),
    csrf: csrf && checkCsrf(csrf),
    timeouts: requestTimeout && { request: renderDuration('requestTimeout', requestTimeout, 100) },
    retry: retry && { ...retry, backoff: retry.backoff && renderDuration('retry.backoff', retry.backoff) },
    headerModifiers: (requestHeaders ?? responseHeaders) && {
      request: requestHeaders && renderModifier(requestHeaders),
      response: responseHeaders && renderModifier(responseHeaders),
    },
    hostRewrite: hostRewrite && { mode: hostRewrite },
    buffer: buffer && renderBuffer(buffer),
    apiKeyAuthentication: settings.apiKeyAuthentication && renderApiKey(settings.apiKeyAuthentication),
    basicAuthentication: settings.basicAuthentication && renderBasic(settings.basicAuthentication),
    ...renderConditionals(settings, namespace, version),
  });
}

/** The fields that can be written directly or by condition. */
function renderConditionals(settings: TrafficSettings, namespace: string | undefined, version: TargetVersion): Record<string, unknown> {
  const { rateLimit, transformation, extAuth, extProc, directResponse } = settings;
  const limited = (policy: RateLimit, prop: string) => renderRateLimit(prop, policy, namespace, version);
  const asked = (policy: ExtAuth, prop: string) => renderExtAuth(prop, policy, namespace);
  const processed = (policy: ExtProc) => renderExtProc(policy, namespace);
  return {
    rateLimit: renderConditional({ prop: 'conditionalRateLimit', entries: settings.conditionalRateLimit, direct: rateLimit, render: limited })
      ?? (rateLimit && limited(rateLimit, 'rateLimit')),
    transformation: renderConditional({
      prop: 'conditionalTransformation', entries: settings.conditionalTransformation, direct: transformation, render: renderTransformation,
    }) ?? (transformation && renderTransformation(transformation)),
    extAuth: renderConditional({ prop: 'conditionalExtAuth', entries: settings.conditionalExtAuth, direct: extAuth, render: asked })
      ?? (extAuth && asked(extAuth, 'extAuth')),
    extProc: renderConditional({ prop: 'conditionalExtProc', entries: settings.conditionalExtProc, direct: extProc, render: processed })
      ?? (extProc && processed(extProc)),
    directResponse: renderConditional({
      prop: 'conditionalDirectResponse', entries: settings.conditionalDirectResponse, direct: directResponse, render: renderDirectResponse,
    }) ?? (directResponse && renderDirectResponse(directResponse)),
  };
}

/** The servers that `renderTraffic` names. */
export function referencesOfTraffic(settings: TrafficSettings): readonly BackendReference[] {
  const { rateLimit, extAuth, extProc, conditionalRateLimit = [], conditionalExtAuth = [], conditionalExtProc = [] } = settings;
  const limits = [rateLimit, ...conditionalRateLimit.map(({ policy }) => policy)].map((each) => each?.global?.service);
  const services = [extAuth, extProc, ...[...conditionalExtAuth, ...conditionalExtProc].map(({ policy }) => policy)].map((each) => each?.service);
  return [...limits, ...services].filter((reference) => reference !== undefined);
}

function renderDirectResponse(response: DirectResponse): object {
  return { ...response, headers: renderHeaders(response.headers) };
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

function renderBuffer(buffer: BodyBuffer): object {
  for (const [part, body] of Object.entries(buffer) as [string, BufferedBody | undefined][]) {
    if (body?.maxBytes !== undefined) checkWhole(`buffer.${part}.maxBytes`, body.maxBytes, 1, 2 ** 32 - 1);
  }
  const { request, response } = buffer;
  return { request: request && { ...request }, response: response && { ...response } };
}

function checkCsrf({ additionalOrigins }: Csrf): Csrf {
  const wrong = additionalOrigins?.find((origin) => !/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s*]+$/.test(origin));
  if (wrong !== undefined) {
    throw new UsageError(`\`csrf.additionalOrigins\` has \`${wrong}\`, which is no origin`, 'write it as `https://app.example.com` or `https://app.example.com:8443`');
  }
  return { additionalOrigins };
}
