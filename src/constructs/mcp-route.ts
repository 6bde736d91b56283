import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { IMcpBackend } from './i-mcp-backend';
import { IMcpGateway } from './i-mcp-gateway';
import { ITrafficTarget } from './i-traffic-target';
import { McpRouteRule } from './mcp-route-rule';
import { PolicyTargetReference } from './policy-target-reference';
import { checkSectionName } from './support/check-props';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { renderFilters } from './support/render-filters';
import { UsageError } from './support/usage-error';

/** Properties of `McpRoute`. */
export interface McpRouteProps {
  /** The gateway that serves the route (`spec.parentRefs`). */
  readonly gateway: IMcpGateway;

  /**
   * `metadata` of the HTTPRoute.
   *
   * @default - a name from the path of the construct, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * `spec.hostnames`: requests for other hosts do not take this route; may start with `*.`.
   *
   * @default - the hosts of the listener
   */
  readonly hostnames?: string[];

  /**
   * `spec.rules`. More can be added with `addRule`.
   *
   * @default - none yet
   */
  readonly rules?: McpRouteRule[];
}

/** The way from request paths to MCP servers: a Gateway API HTTPRoute whose backends are AgentgatewayBackends. */
export class McpRoute extends ManifestConstruct implements ITrafficTarget {
  private readonly gateway: IMcpGateway;
  private readonly hostnames?: string[];
  private readonly rules: McpRouteRule[] = [];

  public constructor(scope: Construct, id: string, props: McpRouteProps) {
    super(scope, id, gvk.httpRoute, props.metadata);
    this.gateway = props.gateway;
    if (props.hostnames?.length === 0) throw new UsageError('`hostnames` is empty, so the route would take every host', 'give a host, or leave `hostnames` out');
    this.hostnames = props.hostnames;
    for (const rule of props.rules ?? []) this.addRule(rule);
    this.node.addValidation({ validate: () => this.rules.length === 0 ? ['the route has no rule\n      help: give `rules`, or call `addRule`'] : [] });
  }

  /** Attaches a policy to the whole route. */
  public get trafficTarget(): PolicyTargetReference {
    return { group: this.apiObject.apiGroup, kind: this.apiObject.kind, name: this.name, namespace: this.namespace };
  }

  /** Adds an entry to `spec.rules`. */
  public addRule(rule: McpRouteRule): void {
    if (rule.paths?.length === 0) throw new UsageError('`paths` is empty, so the rule would take every path', 'give a path, or leave `paths` out');
    if (rule.name !== undefined) {
      checkSectionName('name', rule.name);
      if (this.rules.some(({ name }) => name === rule.name)) {
        throw new UsageError(`the route has two rules with the name \`${rule.name}\``, 'give each rule a name of its own');
      }
    }
    this.allowReferenceTo(rule.backend);
    this.rules.push(rule);
  }

  /** Attaches a policy to the rule with this name alone. */
  public rule(name: string): ITrafficTarget {
    if (!this.rules.some((rule) => rule.name === name)) {
      throw new UsageError(`the route has no rule with the name \`${name}\``, 'give the rule this name when it is added');
    }
    return { trafficTarget: { ...this.trafficTarget, sectionName: name } };
  }

  /** @internal */
  protected _spec(): Record<string, unknown> {
    return {
      parentRefs: [{ name: this.gateway.name, namespace: this.gateway.namespace }],
      hostnames: this.hostnames,
      rules: this.rules.map((rule) => ({
        name: rule.name,
        matches: rule.paths?.map((path) => path._render()),
        filters: renderFilters(rule),
        backendRefs: [{
          ...this.backendKind,
          name: rule.backend.name,
          namespace: rule.backend.namespace === this.namespace ? undefined : rule.backend.namespace,
        }],
      })),
    };
  }

  /** A route may name a backend in another namespace only if a ReferenceGrant there says so. */
  private allowReferenceTo(backend: IMcpBackend): void {
    if (backend.namespace === this.namespace) return;
    if (backend.namespace === undefined || this.namespace === undefined) {
      throw new UsageError(`one of route \`${this.name}\` and backend \`${backend.name}\` has a namespace and the other has none`,
        'give both a `metadata.namespace`, or their charts a `namespace`');
    }
    const id = `grant-${backend.namespace}-${backend.name}`;
    if (this.node.tryFindChild(id) !== undefined) return;
    new ApiObject(this, id, {
      ...gvk.referenceGrant,
      metadata: { namespace: backend.namespace },
      spec: {
        from: [{ group: this.apiObject.apiGroup, kind: this.apiObject.kind, namespace: this.namespace }],
        to: [{ ...this.backendKind, name: backend.name }],
      },
    });
  }

  private get backendKind(): { group: string; kind: string } {
    return { group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind };
  }
}
