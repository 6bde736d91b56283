import { KubernetesObject } from '../kubernetes-object';
import { anyMap, anything, dictionary, flag, integer, integerOrText, list, object, oneOf, since, text, type ValueOf } from '../schema/field-schema';
import { ruled, type Rule } from '../schema/rule';

const Quantity = integerOrText({
  pattern: '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  means: 'a quantity such as `500m` or `128Mi`',
});

/** A strategic-merge patch of a generated object. */
const Overlay = object({}, { metadata: object({}, { labels: dictionary(text()), annotations: dictionary(text()) }), spec: anyMap() });

const NamedKey = object({ key: text() }, { name: text(undefined, undefined, { default: '' }), optional: flag() });

const EnvironmentVariable = object({ name: text() }, {
  value: text(undefined, undefined, { sensitive: true }),
  valueFrom: object({}, {
    configMapKeyRef: NamedKey,
    secretKeyRef: NamedKey,
    fieldRef: object({ fieldPath: text() }, { apiVersion: text() }),
    fileKeyRef: object({ key: text(), path: text(), volumeName: text() }, { optional: flag({ default: false }) }),
    resourceFieldRef: object({ resource: text() }, { containerName: text(), divisor: Quantity }),
  }),
});

const minIsAtMostMax: Rule<{ min: number; max: number }> = {
  message: "The 'min' value must be less than or equal to the 'max' value.",
  help: 'lower `min`, or raise `max`',
  holds: ({ min, max }) => min <= max,
};

const ParametersFields = object({}, {
  workload: since('1.4', object({}, { kind: oneOf(['DaemonSet', 'Deployment']) })),
  logging: object({}, { level: text(), format: oneOf(['json', 'text']) }),
  rawConfig: anyMap(),
  image: object({}, { registry: text(), repository: text(), tag: text(), digest: text(), pullPolicy: text() }),
  env: list(EnvironmentVariable),
  resources: object({}, {
    claims: list(object({ name: text() }, { request: text() }), { unique: { by: 'name' } }),
    limits: dictionary(Quantity),
    requests: dictionary(Quantity),
  }),
  shutdown: ruled(object({ min: integer(0, 31536000, { format: 'int64' }), max: integer(0, 31536000, { format: 'int64' }) }, {}), minIsAtMostMax),
  istio: object({}, {
    enabled: flag(),
    caAddress: text(),
    clusterId: text(),
    network: text(),
    trustDomain: text(),
    additionalTrustDomains: since('1.2', list(text())),
  }),
  modelCatalog: object({}, { sources: list(object({}, { configMap: object({ name: text(1) }, { key: text() }) })) }),
  deployment: Overlay,
  daemonSet: since('1.4', Overlay),
  service: Overlay,
  serviceAccount: Overlay,
  podDisruptionBudget: Overlay,
  horizontalPodAutoscaler: Overlay,
  spiffe: since('main', anything()),
});

type Parameters = ValueOf<typeof ParametersFields>;

const deploymentOverlayFits: Rule<Parameters> = {
  message: 'deployment overlays are only valid when workload.kind is Deployment or unset',
  help: 'write `daemonSet` instead of `deployment`',
  at: ['deployment'],
  holds: ({ deployment, workload }) => deployment === undefined || workload?.kind === undefined || workload.kind === 'Deployment',
};

const daemonSetOverlayFits: Rule<Parameters> = {
  message: 'daemonSet overlays are only valid when workload.kind is DaemonSet',
  help: 'set `workload.kind: DaemonSet`, or write `deployment` instead of `daemonSet`',
  at: ['daemonSet'],
  holds: ({ daemonSet, workload }) => daemonSet === undefined || workload?.kind === 'DaemonSet',
};

const autoscalerFits: Rule<Parameters> = {
  message: 'horizontalPodAutoscaler is not valid when workload.kind is DaemonSet',
  help: 'remove `horizontalPodAutoscaler`; a DaemonSet runs once on every node',
  at: ['horizontalPodAutoscaler'],
  holds: ({ horizontalPodAutoscaler, workload }) => horizontalPodAutoscaler === undefined || workload?.kind !== 'DaemonSet',
};

/** `spec` of AgentgatewayParameters (agentgateway 1.4.1, with what other releases have or lack). */
export const AgentgatewayParametersSpec = ruled(ParametersFields, deploymentOverlayFits, daemonSetOverlayFits, autoscalerFits);

/** AgentgatewayParameters: how the proxy of a Gateway is deployed. */
export type AgentgatewayParameters = KubernetesObject & { spec: Parameters };
