import { Activation, CelHeaders, CelTimestamp, parseJson } from '../cel';
import { AuthorizationRule, EffectiveGateway, EffectiveListener, HeaderModifier, JwtAuthentication, McpBackend, TrafficPolicy } from '../gateway';
import { TokenCarrier, TokenError, VerifiedToken, VerifyOptions, VerifyToken } from '../jwt';
import { authenticate } from './authenticate';
import { authorize, CompiledRule, RuleTrace } from './authorize';
import { Behavior, behaviorOf, Profile } from './behavior';
import { compileRule } from './compile-rule';
import { applyCors } from './cors';
import { Answer, AnswerReason, DecisionContext, ForwardDecision, HttpDecision, McpDecision, McpItem, Stage } from './decision';
import { HttpRequestFacts } from './http-request-facts';
import { matchRoute } from './match-route';
import { HeaderList, modifyHeaders } from './modify-headers';
import { pickBackend } from './pick-backend';
import { PreparedJwt, prepareJwt } from './prepare-jwt';
import { selectListener } from './select-listener';

export interface DeciderOptions {
  readonly profile: Profile;
  /** Checks a token against the keys of a policy; who verifies decides with which library, and whether to remember the result. */
  readonly verify: VerifyToken;
  /**
   * The clock, in milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: () => number;
}

/** Decides on requests as an effective gateway says. Everything that depends on the manifests alone is prepared when it is made. */
export interface Decider {
  /** Takes a request from its port to a backend or an answer (steps 6 to 14 of agentgateway 1.4's pipeline). */
  decideHttp(port: number, facts: HttpRequestFacts): Promise<HttpDecision>;
  /** Decides whether a forwarded request may use one tool, prompt, resource or task. */
  decideMcp(request: ForwardDecision, item: McpItem): McpDecision;
}

/** What a request has become on its way through the phases. */
interface Passage {
  headers: HeaderList;
  query: string;
  token?: VerifiedToken;
  activation: Activation;
  readonly responseHeaders: HeaderModifier[];
  readonly rules: RuleTrace[];
}

export function createDecider(gateway: EffectiveGateway, { profile, verify, now = Date.now }: DeciderOptions): Decider {
  return new GatewayDecider(gateway, profile, behaviorOf(profile), verify, now);
}

class GatewayDecider implements Decider {
  private readonly jwt = new Map<JwtAuthentication, PreparedJwt>();
  private readonly rules = new Map<AuthorizationRule, CompiledRule>();
  private readonly claims = new WeakMap<VerifiedToken, Activation['jwt']>();

  constructor(
    private readonly gateway: EffectiveGateway,
    private readonly profile: Profile,
    private readonly behavior: Behavior,
    private readonly verify: VerifyToken,
    private readonly now: () => number,
  ) {
    for (const listener of gateway.listeners) {
      this.prepare(listener.preRouting);
      for (const { traffic, backends } of listener.routes.flatMap(({ rules }) => rules)) {
        this.prepare(traffic);
        backends.forEach(({ backend }) => backend.kind === 'mcp' && this.compile(backend.mcp.mcpAuthorization));
      }
    }
  }

  async decideHttp(port: number, facts: HttpRequestFacts): Promise<HttpDecision> {
    const passage: Passage = {
      headers: facts.headers,
      query: facts.query,
      activation: { request: requestOf(facts, facts), source: facts.source },
      responseHeaders: [],
      rules: [],
    };
    const listeners = this.gateway.listeners.filter((listener) => listener.port === port && listener.protocol === 'HTTP');
    if (listeners.length === 0) {
      return refuse(passage, {}, 'routing', 404, 'bind not found', 'NotFound');
    }
    const listener = selectListener(listeners, facts.host);
    if (!listener) {
      return refuse(passage, {}, 'routing', 404, 'listener not found', 'NotFound');
    }
    const place: Place = { gateway: listener.gateway, listener: listener.name };
    const proxy = { bind: String(port), gateway: listener.gateway, listener: { name: listener.name } };
    passage.activation = { ...passage.activation, proxy };
    if (facts.method === 'CONNECT') {
      return refuse(passage, place, 'routing', 405, 'method not allowed', 'Internal');
    }
    return await this.runPhase(listener.preRouting, passage, place, facts) ?? await this.decideOnRoute(listener, passage, place, facts);
  }

  decideMcp({ backend, activation }: ForwardDecision, item: McpItem): McpDecision {
    return authorize(this.compile(backend.mcpAuthorization), {
      ...activation,
      backend: { name: `${backend.key.namespace}/${backend.key.name}`, type: 'mcp', protocol: 'mcp' },
      mcp: { [item.kind]: { target: item.target, name: item.name } },
    }, this.behavior);
  }

  private async decideOnRoute(listener: EffectiveListener, passage: Passage, listenerPlace: Place, facts: HttpRequestFacts): Promise<HttpDecision> {
    const matched = matchRoute(listener, facts);
    if (!matched) {
      return refuse(passage, listenerPlace, 'routing', 404, 'route not found', 'NotFound');
    }
    if (matched.cyclic) {
      return refuse(passage, listenerPlace, 'routing', 500, 'route delegation cycle detected', 'Internal');
    }
    const { rule } = matched;
    const place: Place = { ...listenerPlace, route: rule.route, ruleName: rule.name };
    passage.activation = { ...passage.activation, proxy: { ...passage.activation.proxy, route: { ...rule.route, kind: 'HTTPRoute', rule: rule.name } } };
    const answer = await this.runPhase(rule.traffic, passage, place, facts);
    if (answer) {
      return answer;
    }
    if (rule.traffic.requestHeaders) {
      passage.headers = modifyHeaders(passage.headers, rule.traffic.requestHeaders.value);
    }
    if (rule.traffic.responseHeaders) {
      passage.responseHeaders.push(rule.traffic.responseHeaders.value);
    }
    const backend = matched.backend ?? pickBackend(rule.backends);
    if (!backend) {
      return refuse(passage, place, 'routing', 500, 'no valid backends', 'Internal');
    }
    if (backend.kind === 'unusable') {
      return refuse(passage, place, 'routing', 500, 'backend does not exist', 'Internal');
    }
    return this.forward(backend.mcp, passage, place);
  }

  private forward(backend: McpBackend, passage: Passage, place: Place): ForwardDecision {
    const { token } = passage;
    return {
      kind: 'forward',
      backend,
      headers: passage.headers,
      query: passage.query,
      responseHeaders: passage.responseHeaders,
      principal: token && JSON.stringify([token.issuer, token.subject ?? null]),
      context: contextOf(passage, place, 'none'),
      activation: passage.activation,
    };
  }

  /** CORS, then the token, then the rules: the order of both phases. An answer ends the way of the request. */
  private async runPhase(traffic: TrafficPolicy, passage: Passage, place: Place, facts: HttpRequestFacts): Promise<Answer | undefined> {
    if (traffic.cors) {
      const outcome = applyCors(traffic.cors.value, facts);
      passage.responseHeaders.push({ set: outcome.headers, add: [], remove: [] });
      if (outcome.kind === 'preflight') {
        return answerOf(passage, place, 'none', 200, '', 'DirectResponse');
      }
    }
    if (traffic.jwt) {
      const error = await this.runAuthentication(this.prepareJwt(traffic.jwt.value), passage, facts);
      if (error) {
        return refuse(passage, place, 'authentication', this.behavior.authenticationFailureStatus, `authentication failure: ${error.text}`, 'JwtAuth');
      }
    }
    const { allowed, rules } = authorize(this.compile(traffic.authorization), passage.activation, this.behavior);
    passage.rules.push(...rules);
    return allowed ? undefined : refuse(passage, place, 'authorization', 403, 'authorization failed', 'Authorization');
  }

  private async runAuthentication(jwt: PreparedJwt, passage: Passage, facts: HttpRequestFacts): Promise<TokenError | undefined> {
    const options: VerifyOptions = { now: this.now() / 1000, profile: this.profile };
    const outcome = await authenticate(jwt, passage, {
      profile: this.profile,
      behavior: this.behavior,
      activation: passage.activation,
      verify: (token) => this.verify(token, jwt.providers, options),
    });
    if ('error' in outcome) {
      return outcome.error;
    }
    passage.headers = outcome.carrier.headers;
    passage.query = outcome.carrier.query;
    passage.token = outcome.token ?? passage.token;
    passage.activation = {
      ...passage.activation,
      request: requestOf(facts, passage),
      ...(passage.token && { jwt: this.claimsOf(passage.token) }),
    };
    return undefined;
  }

  /** The claims of a token are read once, however often its holder comes back. */
  private claimsOf(token: VerifiedToken): Activation['jwt'] {
    let claims = this.claims.get(token);
    if (claims === undefined) {
      claims = parseJson(token.payloadText);
      this.claims.set(token, claims);
    }
    return claims;
  }

  private prepare(traffic: TrafficPolicy): void {
    if (traffic.jwt) {
      this.prepareJwt(traffic.jwt.value);
    }
    this.compile(traffic.authorization);
  }

  private prepareJwt(policy: JwtAuthentication): PreparedJwt {
    let prepared = this.jwt.get(policy);
    if (!prepared) {
      prepared = prepareJwt(policy, this.profile);
      this.jwt.set(policy, prepared);
    }
    return prepared;
  }

  private compile(rules: readonly AuthorizationRule[]): readonly CompiledRule[] {
    return rules.map((rule) => {
      let compiled = this.rules.get(rule);
      if (!compiled) {
        compiled = compileRule(rule, this.behavior);
        this.rules.set(rule, compiled);
      }
      return compiled;
    });
  }
}

type Place = Pick<DecisionContext, 'gateway' | 'listener' | 'route' | 'ruleName'>;

function contextOf({ token, rules }: Passage, place: Place, stage: Stage): DecisionContext {
  return { ...place, ...(token && { subject: token.subject, claimsText: token.payloadText }), stage, rules };
}

function answerOf(passage: Passage, place: Place, stage: Stage, status: number, body: string, reason: AnswerReason): Answer {
  const own: HeaderList = body === '' ? [] : [['content-type', 'text/plain']];
  return {
    kind: 'answer',
    status,
    headers: passage.responseHeaders.reduce(modifyHeaders, own),
    body,
    reason,
    context: contextOf(passage, place, stage),
  };
}

function refuse(passage: Passage, place: Place, stage: Stage, status: number, text: string, reason: AnswerReason): Answer {
  return { ...answerOf(passage, place, stage, status, text, reason), error: text };
}

function requestOf(facts: HttpRequestFacts, { headers, query }: TokenCarrier): NonNullable<Activation['request']> {
  const pathAndQuery = query === '' ? facts.path : `${facts.path}?${query}`;
  return {
    method: facts.method,
    scheme: facts.scheme,
    host: facts.host,
    path: facts.path,
    pathAndQuery,
    uri: `${facts.scheme}://${facts.authority}${pathAndQuery}`,
    version: facts.version,
    headers: CelHeaders.ofRequest(headers),
    startTime: new CelTimestamp(BigInt(facts.startTime.getTime()) * 1_000_000n),
  };
}
