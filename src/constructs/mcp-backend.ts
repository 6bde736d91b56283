import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { IMcpBackend } from './i-mcp-backend';
import { McpTarget } from './mcp-target';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { UsageError } from './support/usage-error';

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
}

/** MCP servers that clients see as one: an AgentgatewayBackend of type `mcp`. */
export class McpBackend extends ManifestConstruct implements IMcpBackend {
  /**
   * A backend that exists already; its manifest is not part of this app.
   *
   * @param namespace the namespace of the backend. Default: that of the chart
   */
  public static fromBackendName(scope: Construct, id: string, name: string, namespace?: string): IMcpBackend {
    return new ExistingBackend(scope, id, name, namespace);
  }

  private readonly targets: McpTarget[] = [];

  public constructor(scope: Construct, id: string, props: McpBackendProps = {}) {
    super(scope, id, gvk.agentgatewayBackend, props.metadata);
    for (const target of props.targets ?? []) this.addTarget(target);
    this.node.addValidation({ validate: () => this.targets.length === 0 ? ['the backend has no target\n      help: give `targets`, or call `addTarget`'] : [] });
  }

  /** Adds an entry to `spec.mcp.targets`. */
  public addTarget(target: McpTarget): void {
    if (this.targets.some(({ name }) => name === target.name)) {
      throw new UsageError(`the backend has two targets with the name \`${target.name}\``, 'give each target a `name` of its own');
    }
    this.targets.push(target);
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return { mcp: { targets: this.targets.map((target) => target._render()) } };
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
