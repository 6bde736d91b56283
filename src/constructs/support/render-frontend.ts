import { BackendReference } from '../backend-reference';
import { FrontendSettings } from '../frontend-settings';
import { NetworkAuthorization } from '../network-authorization';
import { ObservabilityAttributes } from '../observability-attributes';
import { OtlpExporter } from '../otlp-exporter';
import { AuthorizationRules } from './authorization-rules';
import { renderFrontendHttp } from './render-frontend-http';
import { renderFrontendTls } from './render-frontend-tls';
import { renderKeepalive } from './render-keepalive';
import { UsageError } from './usage-error';
import { TargetVersion } from '../../manifest';

/** `spec.frontend` of an AgentgatewayPolicy; undefined where nothing is said. */
export function renderFrontend(
  settings: FrontendSettings, version: TargetVersion, namespace: string | undefined,
): Record<string, unknown> | undefined {
  const { accessLog, tracing, metricLabels, networkAuthorization, frontendTls, http, keepalive, proxyProtocol, connect } = settings;
  const frontend = {
    accessLog: accessLog && {
      filter: accessLog.filter,
      attributes: renderAttributes(accessLog.attributes),
      otlp: accessLog.otlp && renderExporter(accessLog.otlp, namespace),
    },
    tracing: tracing && {
      ...renderExporter(tracing, namespace),
      randomSampling: renderShare('tracing.randomSampling', tracing.randomSampling),
      clientSampling: renderShare('tracing.clientSampling', tracing.clientSampling),
      resources: renderExpressions(tracing.resources),
    },
    metrics: metricLabels && { attributes: { add: renderExpressions(metricLabels) } },
    networkAuthorization: networkAuthorization && renderNetworkAuthorization(networkAuthorization, version),
    tls: frontendTls && renderFrontendTls(frontendTls),
    http: http && renderFrontendHttp(http),
    tcp: keepalive && { keepalive: renderKeepalive(keepalive) },
    proxyProtocol: proxyProtocol && { ...proxyProtocol },
    connect: connect && { mode: connect },
  };
  return Object.values(frontend).every((field) => field === undefined) ? undefined : frontend;
}

/** The servers that `renderFrontend` names. */
export function referencesOfFrontend({ accessLog, tracing }: FrontendSettings): readonly BackendReference[] {
  return [accessLog?.otlp?.collector, tracing?.collector].filter((reference) => reference !== undefined);
}

function renderNetworkAuthorization({ allow, require }: NetworkAuthorization, version: TargetVersion): object {
  if ((allow === undefined) === (require === undefined)) {
    throw new UsageError(allow === undefined ? '`networkAuthorization` has neither `allow` nor `require`' : '`networkAuthorization` has both `allow` and `require`', 'give one of them');
  }
  const rules = new AuthorizationRules();
  rules.allow(...allow ?? []);
  rules.require(...require ?? []);
  const [authorization] = rules.render(version);
  if (authorization === undefined) throw new UsageError('`networkAuthorization` has no rule, so everyone could connect', 'give at least one rule');
  return authorization;
}

function renderExporter({ collector, protocol, path, filter, attributes }: OtlpExporter, namespace: string | undefined): Record<string, unknown> {
  return { backendRef: collector._render(namespace), protocol, path, filter, attributes: renderAttributes(attributes) };
}

function renderAttributes(attributes?: ObservabilityAttributes): object | undefined {
  return attributes && { add: renderExpressions(attributes.add), remove: attributes.remove };
}

function renderExpressions(expressions?: Record<string, string>): object[] | undefined {
  return expressions && Object.keys(expressions).sort().map((name) => ({ name, expression: expressions[name] }));
}

/** A share is an expression for agentgateway, so it is a text. */
function renderShare(prop: string, share?: number): string | undefined {
  if (share === undefined) return undefined;
  if (!(share >= 0 && share <= 1)) throw new UsageError(`\`${prop}\` is \`${share}\`, which is no share`, 'give a number from 0 to 1');
  return Number.isInteger(share) ? `${share}.0` : String(share);
}
