import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { BackendReference } from './backend-reference';
import { BackendSettings } from './backend-settings';
import { FailureMode } from './failure-mode';
import { IMcpBackend } from './i-mcp-backend';
import { McpTarget } from './mcp-target';
import { PrefixMode } from './prefix-mode';
import { SessionRouting } from './session-routing';
import { guardConnections } from './support/guard-connections';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { referencesOfSettings } from './support/references-of-settings';
import { refuseInvalid } from './support/refuse-invalid';
import { renderBackendSettings } from './support/render-backend-settings';
import { noteChange } from './support/revision';
import { selectedTargetNames } from './support/selected-target-names';
import { UsageError } from './support/usage-error';
import { versionOfApp } from './support/version-of-app';

/** Properties of `McpBackend`. */
export interface McpBackendProps {
  /**
   * `metadata` of the AgentgatewayBackend.
   *
   * @default - a name from the path of the construct, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * `spec.mcp.targets`. More can be added with `addTarget`.
   *
   * @default - none yet
   */
  readonly targets?: McpTarget[];

  /**
   * When clients see the names of tools and prompts as `target_tool` (`spec.mcp.prefixMode`; agentgateway 1.4 or newer).
   *
   * @default PrefixMode.CONDITIONAL
   */
  readonly prefixMode?: PrefixMode;

  /**
   * What happens where a target is out of order (`spec.mcp.failureMode`; agentgateway 1.1 or newer).
   *
   * @default FailureMode.FAIL_CLOSED
   */
  readonly failureMode?: FailureMode;

  /**
   * Whether MCP sessions are kept (`spec.mcp.sessionRouting`).
   *
   * @default SessionRouting.STATEFUL
   */
  readonly sessionRouting?: SessionRouting;

  /**
   * How the gateway deals with all targets (`spec.policies`). What a target says itself takes its place, field by field; nothing that a
   * `BackendPolicy` says does.
   *
   * @default - as each target says
   */
  readonly policies?: BackendSettings;

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * MCP servers that clients see as one: an AgentgatewayBackend of type `mcp`.
 *
 * @example
 * new McpBackend(chart, 'tools', {
 *   targets: [
 *     McpTarget.host('api.githubcopilot.com', { name: 'github', path: '/mcp/', tls: true }),
 *     McpTarget.serviceName('tickets', 8080),
 *   ],
 * });
 */
export class McpBackend extends ManifestConstruct implements IMcpBackend {
  /**
   * A backend that exists already; its manifest is not part of this app.
   *
   * @param namespace the namespace of the backend. Default: that of the chart
   */
  public static fromBackendName(scope: Construct, id: string, name: string, namespace?: string): IMcpBackend {
    return new ExistingBackend(scope, id, name, namespace);
  }

  private readonly props: McpBackendProps;
  private readonly targets: McpTarget[] = [];
  private readonly policies?: Record<string, unknown>;

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props the MCP servers, and how clients see them
   */
  public constructor(scope: Construct, id: string, props: McpBackendProps = {}) {
    super(scope, id, gvk.agentgatewayBackend, props.metadata, props.spec);
    this.props = props;
    const anyTarget = { name: 'any', static: { host: 'any', port: 80 } };
    refuseInvalid(versionOfApp(this), gvk.agentgatewayBackend, { mcp: { targets: [anyTarget], ...this.modes } }, 'spec.mcp.');
    if (props.policies !== undefined) {
      this.policies = renderBackendSettings(props.policies, { namespace: this.namespace, version: versionOfApp(this) });
      if (this.policies === undefined) throw new UsageError('`policies` says nothing', 'give it a setting, or leave it out');
      refuseInvalid(versionOfApp(this), gvk.agentgatewayBackend, { mcp: { targets: [anyTarget] }, policies: this.policies }, 'spec.policies.');
      this.grant(referencesOfSettings(props.policies));
    }
    for (const target of props.targets ?? []) this.addTarget(target);
    this.node.addValidation({ validate: () => this.targets.length === 0 ? ['the backend has no target\n      help: give `targets`, or call `addTarget`'] : [] });
    guardConnections(this, () => [
      ...props.policies ? [{ of: 'the backend', connection: props.policies }] : [],
      ...this.targets.map(({ name, _connection }) => ({ of: `target \`${name}\``, connection: _connection })),
    ]);
  }

  /**
   * The names of the targets as rules know them (`mcp.tool.target`). A selector stands for the Services of this app that it finds;
   * Services that are made elsewhere are not known here.
   */
  public get targetNames(): string[] {
    return this.targets.flatMap((target) => {
      const { name, selector } = this.rendered(target);
      return selector === undefined ? [name] : selectedTargetNames(this.node.root, this.namespace, selector);
    });
  }

  /** Adds an entry to `spec.mcp.targets`. */
  public addTarget(target: McpTarget): void {
    if (this.targets.some(({ name }) => name === target.name)) {
      throw new UsageError(`the backend has two targets with the name \`${target.name}\``, 'give each target a `name` of its own');
    }
    refuseInvalid(versionOfApp(this), gvk.agentgatewayBackend, { mcp: { targets: [this.rendered(target)] } }, 'spec.mcp.targets[0].');
    this.grant(referencesOfSettings(target._connection));
    this.targets.push(target);
    noteChange(this);
  }

  /**
   * The name of a tool or prompt as clients see it, with the prefix that the gateway gives it. Rules use the name without the prefix.
   *
   * @param target the name of the target, one of `targetNames`
   * @param tool the name that the MCP server itself gives it
   */
  public toolName(target: string, tool: string): string {
    const names = this.targetNames;
    if (!names.includes(target)) {
      throw new UsageError(`the backend has no target with the name \`${target}\``, `its targets are ${names.map((name) => `\`${name}\``).join(', ')}`);
    }
    const mode = this.props.prefixMode ?? PrefixMode.CONDITIONAL;
    return mode === PrefixMode.ALWAYS || (mode === PrefixMode.CONDITIONAL && names.length > 1) ? `${target}_${tool}` : tool;
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return { mcp: { targets: this.targets.map((target) => this.rendered(target)), ...this.modes }, policies: this.policies };
  }

  private get modes(): Record<string, unknown> {
    const { prefixMode, failureMode, sessionRouting } = this.props;
    return { prefixMode, failureMode, sessionRouting };
  }

  private rendered(target: McpTarget): { name: string; selector?: object } {
    return { name: target.name, ...target._render(versionOfApp(this), this.namespace) };
  }

  private grant(references: readonly BackendReference[]): void {
    for (const reference of references) {
      reference._grant(this, { group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind, namespace: this.namespace });
    }
  }
}

class ExistingBackend extends Construct implements IMcpBackend {
  public readonly kind = gvk.agentgatewayBackend.kind;
  public readonly namespace?: string;

  public constructor(scope: Construct, id: string, public readonly name: string, namespace?: string) {
    super(scope, id);
    this.namespace = namespace ?? Chart.of(this).namespace;
  }
}
