import { ApiObjectMetadata, Duration } from 'cdk8s';
import { SecretValue } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { LogFormat } from './log-format';
import { checkWhole } from './support/check-props';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { refuseInvalid } from './support/refuse-invalid';
import { UsageError } from './support/usage-error';
import { versionOfApp } from './support/version-of-app';
import { WorkloadKind } from './workload-kind';

/** Properties of `GatewayParameters`. */
export interface GatewayParametersProps {
  /**
   * `metadata` of the AgentgatewayParameters.
   *
   * @default - a name from the path of the construct, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * `workload.kind`: what runs the proxy (agentgateway 1.4 or newer).
   *
   * @default WorkloadKind.DEPLOYMENT
   */
  readonly workload?: WorkloadKind;

  /**
   * `deployment.spec.replicas`: how many proxies run.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * `logging.level`, such as `info` or `debug`; also by module, as in `info,rmcp=warn`.
   *
   * @default 'info'
   */
  readonly logLevel?: string;

  /**
   * `logging.format`.
   *
   * @default LogFormat.TEXT
   */
  readonly logFormat?: LogFormat;

  /**
   * `image.tag`: the release of the proxy.
   *
   * @default - that of the controller
   */
  readonly imageTag?: string;

  /**
   * `image.digest`: the very image of the proxy, `sha256:…`.
   *
   * @default - what the tag names
   */
  readonly imageDigest?: string;

  /**
   * `image.registry`.
   *
   * @default - that of the controller
   */
  readonly imageRegistry?: string;

  /**
   * `image.repository`.
   *
   * @default - that of the controller
   */
  readonly imageRepository?: string;

  /**
   * `env`: environment variables with these values, which stand in the manifest. `secretEnv` keeps them in a Secret.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * `env[].valueFrom.secretKeyRef`: environment variables with values from Secrets in the namespace of the gateway; none of them is in `env`.
   *
   * @default - none
   */
  readonly secretEnv?: Record<string, SecretValue>;

  /**
   * `resources.requests`, such as `{ cpu: '500m', memory: '128Mi' }`.
   *
   * @default - none
   */
  readonly requests?: Record<string, string>;

  /**
   * `resources.limits`.
   *
   * @default - none
   */
  readonly limits?: Record<string, string>;

  /**
   * `shutdown.min`: how long a proxy goes on serving at least after it was told to end, so that clients notice.
   *
   * @default - that of agentgateway; with `shutdownMax`, 0
   */
  readonly shutdownMin?: Duration;

  /**
   * `shutdown.max`: after which time a proxy that was told to end does so, whatever streams are open.
   *
   * @default - that of agentgateway; needed with `shutdownMin`
   */
  readonly shutdownMax?: Duration;

  /**
   * `rawConfig`: configuration of the proxy that nothing else covers, handed on as it is.
   *
   * @default - none
   */
  readonly rawConfig?: Record<string, unknown>;

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * How the proxy of a gateway is deployed: an AgentgatewayParameters object, in the namespace of the gateway that uses it.
 *
 * @example
 * const parameters = new GatewayParameters(chart, 'parameters', { replicas: 3, logLevel: 'info' });
 * new McpGateway(chart, 'replicated', { parameters });
 */
export class GatewayParameters extends ManifestConstruct {
  private readonly rendered: Record<string, unknown>;

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props how the proxy is deployed
   */
  public constructor(scope: Construct, id: string, props: GatewayParametersProps = {}) {
    super(scope, id, gvk.agentgatewayParameters, props.metadata, props.spec);
    this.rendered = renderParameters(props);
    refuseInvalid(versionOfApp(this), gvk.agentgatewayParameters, this.rendered, 'spec.');
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return this.rendered;
  }
}

function renderParameters(props: GatewayParametersProps): Record<string, unknown> {
  if (props.replicas !== undefined) {
    checkWhole('replicas', props.replicas, 0, 2 ** 31 - 1);
    if (props.workload === WorkloadKind.DAEMON_SET) {
      throw new UsageError('`replicas` is given for a DaemonSet, which runs once on every node', 'leave `replicas` out, or use `WorkloadKind.DEPLOYMENT`');
    }
  }
  return {
    workload: props.workload && { kind: props.workload },
    logging: some({ level: props.logLevel, format: props.logFormat }),
    rawConfig: props.rawConfig,
    image: some({ registry: props.imageRegistry, repository: props.imageRepository, tag: props.imageTag, digest: props.imageDigest }),
    env: renderEnv(props),
    resources: some({ limits: props.limits, requests: props.requests }),
    shutdown: renderShutdown(props),
    deployment: props.replicas === undefined ? undefined : { spec: { replicas: props.replicas } },
  };
}

function renderEnv({ env, secretEnv }: GatewayParametersProps): object[] | undefined {
  const variables = [
    ...Object.entries(env ?? {}).map(([name, value]) => ({ name, value })),
    ...Object.entries(secretEnv ?? {}).map(([name, { secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret.name, key } } })),
  ].sort((one, other) => one.name < other.name ? -1 : 1);
  const twice = variables.find(({ name }, index) => name === variables[index + 1]?.name);
  if (twice !== undefined) throw new UsageError(`\`env\` and \`secretEnv\` both have \`${twice.name}\``, 'keep one of them');
  return variables.length === 0 ? undefined : variables;
}

function renderShutdown({ shutdownMin, shutdownMax }: GatewayParametersProps): object | undefined {
  if (shutdownMin === undefined && shutdownMax === undefined) return undefined;
  if (shutdownMax === undefined) throw new UsageError('`shutdownMin` is given without `shutdownMax`', 'give both');
  return { min: shutdownMin?.toSeconds() ?? 0, max: shutdownMax.toSeconds() };
}

function some(fields: Record<string, unknown>): Record<string, unknown> | undefined {
  return Object.values(fields).every((value) => value === undefined) ? undefined : fields;
}
