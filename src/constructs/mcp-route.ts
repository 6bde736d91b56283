import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { IRouteParent } from './i-route-parent';
import { ITrafficTarget } from './i-traffic-target';
import { McpRouteRule } from './mcp-route-rule';
import { PathMatch } from './path-match';
import { PolicyTargetReference } from './policy-target-reference';
import { checkHostname, checkSectionName, checkSize } from './support/check-props';
import { grantReference } from './support/grant-reference';
import { gvk } from './support/gvk';
import { ManifestConstruct } from './support/manifest-construct';
import { oauthMetadataPaths, servesOAuthMetadata } from './support/oauth-routes';
import { refuseInvalid } from './support/refuse-invalid';
import { renderDuration } from './support/render-duration';
import { renderFilters } from './support/render-filters';
import { noteChange } from './support/revision';
import { UsageError } from './support/usage-error';
import { versionOfApp } from './support/version-of-app';

/** Properties of `McpRoute`. */
export interface McpRouteProps {
  /** The gateway or the set of listeners that serves the route (`spec.parentRefs`). */
  readonly gateway: IRouteParent;

  /**
   * `parentRefs[].sectionName`: the name of the listener that serves the route.
   *
   * @default - every listener of the gateway
   */
  readonly listener?: string;

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

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * The way from request paths to MCP servers: a Gateway API HTTPRoute whose backends are AgentgatewayBackends.
 *
 * @example
 * new McpRoute(chart, 'tools', {
 *   gateway,
 *   hostnames: ['mcp.example.com'],
 *   rules: [{ paths: [PathMatch.prefix('/mcp')], backend, cors: { allowOrigins: ['https://inspector.example.com'] } }],
 * });
 */
export class McpRoute extends ManifestConstruct implements ITrafficTarget {
  private readonly parent: IRouteParent;
  private readonly listener?: string;
  private readonly hostnames?: string[];
  private readonly rules: McpRouteRule[] = [];

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props the gateway, and which requests go where
   */
  public constructor(scope: Construct, id: string, props: McpRouteProps) {
    super(scope, id, gvk.httpRoute, props.metadata, props.spec);
    this.parent = props.gateway;
    if (props.listener !== undefined) checkSectionName('listener', props.listener);
    this.listener = props.listener;
    if (props.hostnames?.length === 0) throw new UsageError('`hostnames` is empty, so the route would take every host', 'give a host, or leave `hostnames` out');
    if (props.hostnames !== undefined) checkSize('hostnames', props.hostnames, 16);
    for (const hostname of props.hostnames ?? []) checkHostname('hostnames', hostname);
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
    if (this.rules.length === 16) throw new UsageError('the route would have 17 rules', 'give a route at most 16 rules, and make another one');
    if ((rule.backend === undefined) === (rule.redirect === undefined)) {
      throw new UsageError(rule.backend === undefined ? 'a rule has neither `backend` nor `redirect`' : 'a rule has both `backend` and `redirect`', 'give one of them');
    }
    if (rule.name !== undefined) {
      checkSectionName('name', rule.name);
      if (this.rules.some(({ name }) => name === rule.name)) {
        throw new UsageError(`the route has two rules with the name \`${rule.name}\``, 'give each rule a name of its own');
      }
    }
    refuseInvalid(versionOfApp(this), gvk.httpRoute, { rules: [this.renderRule(rule, [])] }, 'spec.rules[0].');
    if (rule.backend !== undefined) {
      const { apiGroup, kind } = this.apiObject;
      const { name, namespace } = rule.backend;
      grantReference(this, { group: apiGroup, kind, namespace: this.namespace }, { ...backendKind, name, namespace });
    }
    this.rules.push(rule);
    noteChange(this);
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
      parentRefs: [{ ...this.parent.routeParent, sectionName: this.listener }],
      hostnames: this.hostnames,
      rules: this.rules.map((rule) => this.renderRule(rule, this.hasOAuth(rule) ? oauthPathsOf(rule) : [])),
    };
  }

  private renderRule(rule: McpRouteRule, additionalPaths: readonly PathMatch[]): Record<string, unknown> {
    const conditions = {
      headers: rule.headers?.map((header) => header._render()),
      queryParams: rule.queryParameters?.map((parameter) => parameter._render()),
      method: rule.method,
    };
    // clients look for metadata without the headers of their later requests
    const matches = [...matchesOf(rule).map((match) => ({ ...match, ...conditions })), ...additionalPaths.map((path) => path._render())];
    return {
      name: rule.name,
      matches: rule.paths === undefined && Object.values(conditions).every((condition) => condition === undefined) ? undefined : matches,
      filters: renderFilters(rule),
      timeouts: rule.timeouts && {
        request: rule.timeouts.request && renderDuration('timeouts.request', rule.timeouts.request),
        backendRequest: rule.timeouts.backendRequest && renderDuration('timeouts.backendRequest', rule.timeouts.backendRequest),
      },
      backendRefs: rule.backend && [{
        ...backendKind,
        name: rule.backend.name,
        namespace: rule.backend.namespace === this.namespace ? undefined : rule.backend.namespace,
      }],
    };
  }

  /** Whether a policy on the way to the rule asks for the OAuth metadata of MCP. */
  private hasOAuth(rule: McpRouteRule): boolean {
    if (rule.backend === undefined) return false;
    const { group = 'gateway.networking.k8s.io', kind = gvk.gateway.kind, name, namespace } = this.parent.routeParent;
    const parent = { group, kind, name, namespace };
    const targets = [
      this.trafficTarget,
      ...(rule.name === undefined ? [] : [{ ...this.trafficTarget, sectionName: rule.name }]),
      parent,
      ...(this.listener === undefined ? [] : [{ ...parent, sectionName: this.listener }]),
    ];
    return targets.some((target) => servesOAuthMetadata(this.node.root, target));
  }
}

const backendKind = { group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind };

function matchesOf(rule: McpRouteRule): Record<string, unknown>[] {
  return rule.paths?.map((path) => path._render()) ?? [{}];
}

/** The metadata of the servers at the paths of a rule, without what the rule takes already. */
function oauthPathsOf(rule: McpRouteRule): PathMatch[] {
  const paths = (rule.paths ?? []).flatMap((path) => path._serverPath ?? []);
  const metadata = paths.filter((path) => !path.startsWith('/.well-known/')).flatMap(oauthMetadataPaths);
  return [...new Set(metadata)].filter((path) => !paths.includes(path)).map((path) => PathMatch.prefix(path));
}
