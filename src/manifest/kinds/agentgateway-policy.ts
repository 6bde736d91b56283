import { KubernetesObject } from '../kubernetes-object';
import { BackendPolicy } from './backend-policy';
import { Group, Kind, Name, Port, SectionName } from './building-blocks';
import { FrontendPolicy } from './frontend-policy';
import { TrafficPolicy } from './traffic-policy';
import { dictionary, having, list, object, oneOf, since, text, type ValueOf } from '../schema/field-schema';
import { nearestName } from '../schema/nearest-name';
import { atMostOneOf, exactlyOneOf, ruled, type Rule } from '../schema/rule';

const GATEWAY_API = 'gateway.networking.k8s.io';

const TARGET_GROUPS: Readonly<Record<string, string>> = {
  Gateway: GATEWAY_API,
  HTTPRoute: GATEWAY_API,
  GRPCRoute: GATEWAY_API,
  ListenerSet: GATEWAY_API,
  Service: '',
  AgentgatewayBackend: 'agentgateway.dev',
  InferencePool: 'inference.networking.k8s.io',
};

type Target = { group: string; kind: string; name?: string; sectionName?: string; port?: number };

/** What ListenerSets were up to 0.12. */
const OLD_TARGET_GROUPS = { ...TARGET_GROUPS, XListenerSet: 'gateway.networking.x-k8s.io' };

/**
 * Targets are of the kinds that exist, each in its group. The API server says so of the whole list; here it is said of the entry that is wrong,
 * by one rule for each way out.
 */
function targetIsOfKnownKind(message: string, groups: Readonly<Record<string, string>>, release: Pick<Rule<Target>, 'since' | 'until'>): Rule<Target>[] {
  const kinds = Object.keys(groups);
  const groupOf = (kind: string): string => groups[kind] === '' ? '""' : groups[kind];
  const isKind = (kind: string): boolean => Object.hasOwn(groups, kind);
  const meantBy = (kind: string): string | undefined => isKind(kind) ? undefined : nearestName(kind, kinds);
  return [
    ...kinds.flatMap((known): Rule<Target>[] => [{
      message,
      help: `write \`group: ${groupOf(known)}\``,
      at: ['group'],
      holds: ({ group, kind }) => kind !== known || group === groups[known],
      ...release,
    }, {
      message,
      help: `write \`kind: ${known}\`, with \`group: ${groupOf(known)}\``,
      at: ['kind'],
      holds: ({ kind }) => meantBy(kind) !== known,
      ...release,
    }]),
    {
      message,
      help: `target a ${kinds.slice(0, -1).map((kind) => `\`${kind}\``).join(', ')} or \`${kinds.at(-1)}\``,
      at: ['kind'],
      holds: ({ kind }) => isKind(kind) || meantBy(kind) !== undefined,
      ...release,
    },
  ];
}

const targetRules = [
  ...targetIsOfKnownKind(
    'targetRefs may only reference Gateway, HTTPRoute, GRPCRoute, XListenerSet, Service, or AgentgatewayBackend resources',
    OLD_TARGET_GROUPS, { until: '1.0' },
  ),
  ...targetIsOfKnownKind(
    'targetRefs may only reference Gateway, HTTPRoute, GRPCRoute, ListenerSet, Service, AgentgatewayBackend, or InferencePool resources',
    TARGET_GROUPS, { since: '1.0' },
  ),
  atMostOneOf('sectionName', 'port'),
];

/** A target of any other kind is reported as such, and no rule about kinds adds to that. */
function canBeTarget({ kind }: Target): boolean {
  return Object.hasOwn(OLD_TARGET_GROUPS, kind);
}

const targetsShareOneKind: Rule<Target[]> = {
  message: 'Only one Kind of targetRef can be set on one policy',
  help: 'write one policy for each kind',
  holds: (targets) => new Set(targets.filter(canBeTarget).map(({ kind }) => kind)).size <= 1,
};

const TargetKind = having(Kind, { valuesSince: { ListenerSet: '1.0', InferencePool: '1.2' } });
const section = { sectionName: SectionName, port: since('1.4', Port) };

const PolicyFields = object({}, {
  targetRefs: ruled(
    list(ruled(object({ group: Group, kind: TargetKind, name: Name }, section), ...targetRules), { minItems: 1, maxItems: 16 }),
    targetsShareOneKind,
  ),
  targetSelectors: ruled(
    list(ruled(object({ group: Group, kind: TargetKind, matchLabels: dictionary(text()) }, section), ...targetRules), { minItems: 1, maxItems: 16 }),
    targetsShareOneKind,
  ),
  traffic: TrafficPolicy,
  backend: BackendPolicy,
  frontend: FrontendPolicy,
  strategy: since('1.3', object({}, { inheritance: oneOf(['Default', 'Override']) })),
});

type Policy = ValueOf<typeof PolicyFields>;

const targetsOf = ({ targetRefs = [], targetSelectors = [] }: Policy): Target[] => [...targetRefs, ...targetSelectors];

/** Every target fits, wherever the policy has the section that asks for it. */
function targetsFit(
  message: string,
  help: string,
  concerns: (policy: Policy) => boolean,
  fits: (target: Target) => boolean,
  release: Pick<Rule<Policy>, 'since' | 'until'> = {},
): Rule<Policy> {
  return { message, help, holds: (policy) => !concerns(policy) || targetsOf(policy).filter(canBeTarget).every(fits), ...release };
}

const somethingIsSet: Rule<Policy> = {
  message: 'At least one of traffic, frontend, or backend must be provided.',
  help: 'say what the policy does in `traffic`, `frontend` or `backend`',
  holds: ({ traffic, frontend, backend }) => traffic !== undefined || frontend !== undefined || backend !== undefined,
};

const inheritanceIsForTraffic: Rule<Policy> = {
  message: 'strategy.inheritance may only be set on traffic policies',
  help: 'move `frontend` and `backend` into a policy of their own',
  at: ['strategy', 'inheritance'],
  holds: ({ strategy, traffic, frontend, backend }) =>
    strategy?.inheritance === undefined || (traffic !== undefined && frontend === undefined && backend === undefined),
};

const oneWayToAuthenticate: Rule<Policy> = {
  message: 'traffic.jwtAuthentication may not be used with backend.mcp.authentication in the same policy',
  help: 'remove `backend.mcp.authentication`; `traffic.jwtAuthentication.mcp` takes its place',
  holds: ({ traffic, backend }) => traffic?.jwtAuthentication === undefined || backend?.mcp?.authentication === undefined,
  since: '1.1',
};

const mcpIsNotForServices = targetsFit(
  'backend.mcp may not be used with a Service target',
  'target the AgentgatewayBackend instead',
  ({ backend }) => backend?.mcp !== undefined,
  ({ kind }) => kind !== 'Service',
);

const mcpIsForWholeBackends = targetsFit(
  'backend.mcp may not target an AgentgatewayBackend sectionName',
  'target the whole backend, and compare `mcp.tool.target` in the expression',
  ({ backend }) => backend?.mcp !== undefined,
  ({ kind, sectionName }) => kind !== 'AgentgatewayBackend' || sectionName === undefined,
  { since: '1.2' },
);

const aiIsNotForServices = targetsFit(
  'backend.ai may not be used with a Service target',
  'target the AgentgatewayBackend instead',
  ({ backend }) => backend?.ai !== undefined,
  ({ kind }) => kind !== 'Service',
);

const frontendIsForGateways = targetsFit(
  "the 'frontend' field can only target a Gateway",
  'target the Gateway instead',
  ({ frontend }) => frontend !== undefined,
  ({ kind }) => kind === 'Gateway',
);

const CONNECTION_FIELDS = ['tcp', 'networkAuthorization', 'tls', 'http', 'proxyProtocol', 'connect'] as const;

const connectionsAreNotForListeners = targetsFit(
  'frontend tcp, networkAuthorization, tls, http, proxyProtocol, and connect policies may only target a Gateway or port, not a listener (sectionName)',
  'remove `sectionName`, or write the `port` of the listener instead',
  ({ frontend }) => frontend !== undefined &&
    CONNECTION_FIELDS.some((name) => frontend[name] !== undefined),
  ({ sectionName }) => sectionName === undefined,
);

const frontendIsForWholeGateways = targetsFit(
  'frontend policies may only target a Gateway, not a listener (sectionName)',
  'remove `sectionName`; listeners can be targeted by access logs, tracing and metrics since 1.4',
  ({ frontend }) => frontend !== undefined,
  ({ sectionName }) => sectionName === undefined,
  { until: '1.4' },
);

const serviceSectionIsPort = targetsFit(
  'sectionName of a Service must be a port number',
  'write the number of the port in quotes, or remove `sectionName`',
  () => true,
  ({ kind, sectionName }) => kind !== 'Service' || sectionName === undefined || /^[0-9]{1,5}$/.test(sectionName),
  { since: 'main' },
);

const portIsForFrontend = targetsFit(
  'port may only be set on frontend-only policies (not traffic or backend)',
  'write the `sectionName` of the listener instead of its port',
  ({ frontend, traffic, backend }) => frontend === undefined || traffic !== undefined || backend !== undefined,
  ({ port }) => port === undefined,
);

const trafficIsForRoutes = targetsFit(
  "the 'traffic' field can only target a Gateway, ListenerSet, GRPCRoute, HTTPRoute, or InferencePool",
  'target the HTTPRoute or the Gateway in front, or write `backend` instead of `traffic`',
  ({ traffic }) => traffic !== undefined,
  ({ kind }) => ['Gateway', 'HTTPRoute', 'GRPCRoute', 'ListenerSet', 'XListenerSet', 'InferencePool'].includes(kind),
);

const preRoutingIsForGateways = targetsFit(
  "the 'traffic.phase=PreRouting' field can only target a Gateway or ListenerSet",
  'target the Gateway, or use the phase `PostRouting`',
  ({ traffic }) => traffic?.phase === 'PreRouting',
  ({ kind }) => ['Gateway', 'ListenerSet', 'XListenerSet'].includes(kind),
);

/** `spec` of an AgentgatewayPolicy (agentgateway 1.4.1, with what other releases have or lack). */
export const AgentgatewayPolicySpec = ruled(
  PolicyFields,
  exactlyOneOf('targetRefs', 'targetSelectors'), somethingIsSet, inheritanceIsForTraffic, mcpIsNotForServices, mcpIsForWholeBackends,
  aiIsNotForServices, oneWayToAuthenticate, frontendIsForGateways, connectionsAreNotForListeners, portIsForFrontend, trafficIsForRoutes,
  preRoutingIsForGateways, frontendIsForWholeGateways, serviceSectionIsPort,
);

/** An AgentgatewayPolicy. */
export type AgentgatewayPolicy = KubernetesObject & { spec: ValueOf<typeof AgentgatewayPolicySpec> };
