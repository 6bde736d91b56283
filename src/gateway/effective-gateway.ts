import type { FieldPath, Manifest, TargetVersion } from '../manifest';

/** Namespace and name of an object. */
export interface ObjectKey {
  readonly namespace: string;
  readonly name: string;
}

/** Where a value was written: the object that holds it and the field inside it. */
export interface Origin {
  readonly manifest: Manifest;
  readonly field: FieldPath;
}

/** A value that a policy sets, and which policy it was. */
export interface Governed<T> extends Origin {
  readonly policy: ObjectKey;
  readonly value: T;
}

/** How an authorization rule takes part in the decision (CRD field `authorization.action`, agentgateway 1.4). */
export type RuleMode = 'Allow' | 'Deny' | 'Require';

/** One expression of one authorization block; the field points at the expression. */
export interface AuthorizationRule extends Origin {
  readonly policy: ObjectKey;
  readonly mode: RuleMode;
  readonly expression: string;
}

export type JwtMode = 'Strict' | 'Optional' | 'Permissive';

/** Where a credential is read from; the default is the header `Authorization` with the prefix `Bearer `. */
export type CredentialLocation =
  | { readonly header: { readonly name: string; readonly prefix?: string } }
  | { readonly queryParameter: { readonly name: string } }
  | { readonly cookie: { readonly name: string } }
  | { readonly expression: string };

export interface JwtProvider extends Origin {
  readonly issuer: string;
  readonly audiences?: readonly string[];
  /** The JWK Set as written, or `undefined` where it is fetched from elsewhere. */
  readonly inlineJwks?: string;
}

export interface JwtAuthentication {
  readonly mode: JwtMode;
  readonly location: CredentialLocation;
  readonly providers: readonly JwtProvider[];
}

/** A CORS policy or filter, with Gateway API's defaults filled in. */
export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds. */
  readonly maxAge: number;
}

export interface HeaderModifier {
  readonly set: readonly (readonly [name: string, value: string])[];
  readonly add: readonly (readonly [name: string, value: string])[];
  readonly remove: readonly string[];
}

/** What the policies of one phase say for one place, merged field by field (enforcement of agentgateway 1.4). */
export interface TrafficPolicy {
  readonly jwt?: Governed<JwtAuthentication>;
  readonly cors?: Governed<Cors>;
  /** Rules of all levels together: authorization accumulates where other fields replace each other. */
  readonly authorization: readonly AuthorizationRule[];
  readonly requestHeaders?: Governed<HeaderModifier>;
  readonly responseHeaders?: Governed<HeaderModifier>;
  /** Fields that are set and that this model does not interpret; whoever enforces must refuse them. */
  readonly other: readonly UninterpretedField[];
  /** Fields that two policies set at the same place: which of them wins is undefined in the data plane. */
  readonly ties: readonly Tie[];
}

/** A field that is set and that the model does not interpret. */
export interface UninterpretedField extends Origin {
  readonly name: string;
}

/** Two policies of one target and phase that set one field. */
export interface Tie {
  readonly field: string;
  readonly winner: Origin;
  readonly loser: Origin;
}

export type McpTransport = 'StreamableHTTP' | 'SSE';

/** How the gateway reaches one MCP server. */
export interface McpTarget extends Origin {
  /** Effective name: tool prefixes and `mcp.tool.target` use it. */
  readonly name: string;
  readonly transport: McpTransport;
  readonly host: string;
  readonly port: number;
  /** Where the gateway reaches the server as a Service, by reference or by selector, and not as a host. */
  readonly service?: ObjectKey;
  readonly path: string;
  /** Absent: plain HTTP, whatever the port is. */
  readonly tls?: { readonly serverName: string; readonly verify: 'full' | 'hostname skipped' | 'off' };
  /** The credential that the gateway presents to the server. */
  readonly credential?: TargetCredential;
  /** Fields that are set and that this model does not interpret; whoever enforces must refuse them. */
  readonly other: readonly UninterpretedField[];
}

export type TargetCredential =
  | { readonly header: string; readonly prefix: string; readonly value: string }
  | { readonly header: string; readonly prefix: string; readonly secret: ObjectKey; readonly key: string };

/** An AgentgatewayBackend of type MCP with the rules that govern it on one route. */
export interface McpBackend extends Origin {
  readonly key: ObjectKey;
  readonly targets: readonly McpTarget[];
  readonly failureMode: 'FailClosed' | 'FailOpen';
  readonly prefixMode: 'Conditional' | 'Always' | 'Never';
  readonly sessionRouting: 'Stateful' | 'Stateless';
  /** Rules of all levels together, as with HTTP authorization; before 1.4 those of the most specific level that has any. */
  readonly mcpAuthorization: readonly AuthorizationRule[];
  readonly other: readonly UninterpretedField[];
  /** Fields of the backend and its targets that two policies set at the same place. */
  readonly ties: readonly Tie[];
}

/** A reference of a route that leads to no MCP backend, and why. */
export interface UnusableBackend extends Origin {
  readonly key: ObjectKey;
  /**
   * `a route`: it hands requests on to further HTTPRoutes, which stand beside it; `not handed on`: the same before 1.2, where no request comes
   * further; `not judged`: the same, and it is not settled what happens, so that whoever enforces must refuse it.
   */
  readonly reason: 'missing' | 'not permitted' | 'not an MCP backend' | 'a route' | 'not handed on' | 'not judged';
}

export interface WeightedBackend {
  readonly weight: number;
  readonly backend: { readonly kind: 'mcp'; readonly mcp: McpBackend } | { readonly kind: 'unusable'; readonly unusable: UnusableBackend };
}

export type StringMatch = { readonly type: 'Exact' | 'RegularExpression'; readonly value: string };

/** One match of a route rule; all parts must hold. */
export interface RouteMatch {
  readonly path: { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value: string };
  readonly method?: string;
  readonly headers: readonly (StringMatch & { readonly name: string })[];
  readonly queryParams: readonly (StringMatch & { readonly name: string })[];
  /** The place in `matches` that it is written at, where that is another than its place here: where another rule narrows it. */
  readonly position?: number;
}

/** One rule of an HTTPRoute as one listener serves it. */
export interface EffectiveRule extends Origin {
  readonly route: ObjectKey;
  readonly name?: string;
  readonly matches: readonly RouteMatch[];
  /** PostRouting policies of all levels, and the filters of the rule itself. */
  readonly traffic: TrafficPolicy;
  readonly backends: readonly WeightedBackend[];
  /** The rules of other routes that have handed its requests on, outermost first; its matches and policies are those of all together. */
  readonly above?: readonly RuleAbove[];
}

/** A rule that hands requests on to another route. */
export interface RuleAbove extends Origin {
  readonly route: ObjectKey;
  readonly name?: string;
}

/** A route as a request comes to it: by its own hostnames and matches. */
export interface RouteStep {
  readonly route: EffectiveRoute;
  /** As the route says them; those of `route` are what the routes above leave of them. */
  readonly hostnames: readonly string[];
  readonly rules: readonly RuleStep[];
}

export interface RuleStep {
  readonly rule: EffectiveRule;
  readonly matches: readonly RouteMatch[];
  /** The routes among which a request is matched next, by the backend of the rule that hands it on to them. */
  readonly next: ReadonlyMap<WeightedBackend['backend'], readonly RouteStep[]>;
  /** It has handed the request on before: the data plane answers 500. */
  readonly cyclic?: boolean;
}

/** An HTTPRoute that a listener has accepted, or that gets requests from one. */
export interface EffectiveRoute extends Origin {
  readonly key: ObjectKey;
  /** Empty: every host of the listener. */
  readonly hostnames: readonly string[];
  readonly rules: readonly EffectiveRule[];
}

export interface EffectiveListener extends Origin {
  readonly gateway: ObjectKey;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  /** PreRouting policies, which run before a route is chosen. */
  readonly preRouting: TrafficPolicy;
  /** Every route whose rules requests can end at. */
  readonly routes: readonly EffectiveRoute[];
  /** How a request finds its rule, where routes hand requests on to others; absent: among `routes`. */
  readonly steps?: readonly RouteStep[];
  /** Connection policies (`frontend`) that govern the listener, and `tls.backend` of its Gateway, none of which this model interprets. */
  readonly other: readonly UninterpretedField[];
}

/** What a set of manifests means for one release of agentgateway. */
export interface EffectiveGateway {
  readonly targetVersion: TargetVersion;
  readonly listeners: readonly EffectiveListener[];
}
