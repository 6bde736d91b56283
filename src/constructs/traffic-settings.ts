import { Duration } from 'cdk8s';
import { ApiKeyAuthentication } from './api-key-authentication';
import { BasicAuthentication } from './basic-authentication';
import { BodyBuffer } from './body-buffer';
import { ConditionalDirectResponse } from './conditional-direct-response';
import { ConditionalExtAuth } from './conditional-ext-auth';
import { ConditionalExtProc } from './conditional-ext-proc';
import { ConditionalRateLimit } from './conditional-rate-limit';
import { ConditionalTransformation } from './conditional-transformation';
import { Cors } from './cors';
import { Csrf } from './csrf';
import { DirectResponse } from './direct-response';
import { ExtAuth } from './ext-auth';
import { ExtProc } from './ext-proc';
import { HeaderModifier } from './header-modifier';
import { HostRewrite } from './host-rewrite';
import { PolicyInheritance } from './policy-inheritance';
import { PolicyPhase } from './policy-phase';
import { RateLimit } from './rate-limit';
import { Retry } from './retry';
import { Transformation } from './transformation';

/** What a policy does with requests on their way to an MCP server: fields of `spec.traffic` of an AgentgatewayPolicy. */
export interface TrafficSettings {
  /**
   * When the policy acts (`phase`). Before routing, it can authenticate (agentgateway 1.0 or newer), authorize and answer CORS requests
   * (1.3 or newer), transform and ask a service.
   *
   * @default PolicyPhase.POST_ROUTING
   */
  readonly phase?: PolicyPhase;

  /**
   * What policies of routes can change about this one (`spec.strategy.inheritance`; agentgateway 1.3 or newer).
   *
   * @default PolicyInheritance.DEFAULT
   */
  readonly inheritance?: PolicyInheritance;

  /**
   * Which web pages may call from a browser (`cors`). A CORS filter of a route takes its place there.
   *
   * @default - browsers do not let web pages call
   */
  readonly cors?: Cors;

  /**
   * How many requests are let through (`rateLimit`). A limit on a route takes the place of one on its gateway: they do not add up.
   *
   * @default - no limit
   */
  readonly rateLimit?: RateLimit;

  /**
   * How long a request may take, at least 100ms (`timeouts.request`). It ends MCP streams too.
   *
   * @default - no limit
   */
  readonly requestTimeout?: Duration;

  /**
   * Which failed requests are sent again (`retry`).
   *
   * @default - none
   */
  readonly retry?: Retry;

  /**
   * Changes to the headers of requests (`headerModifiers.request`).
   *
   * @default - headers are passed on
   */
  readonly requestHeaders?: HeaderModifier;

  /**
   * Changes to the headers of answers (`headerModifiers.response`).
   *
   * @default - headers are passed on
   */
  readonly responseHeaders?: HeaderModifier;

  /**
   * Changes that are computed (`transformation`).
   *
   * @default - none
   */
  readonly transformation?: Transformation;

  /**
   * Who may pass by a key (`apiKeyAuthentication`).
   *
   * @default - no key is asked for
   */
  readonly apiKeyAuthentication?: ApiKeyAuthentication;

  /**
   * Who may pass by name and password (`basicAuthentication`).
   *
   * @default - no password is asked for
   */
  readonly basicAuthentication?: BasicAuthentication;

  /**
   * A service that decides about requests (`extAuth`).
   *
   * @default - none
   */
  readonly extAuth?: ExtAuth;

  /**
   * An answer that the gateway gives by itself (`directResponse`).
   *
   * @default - requests go to the MCP server
   */
  readonly directResponse?: DirectResponse;

  /**
   * A service that reads and changes requests and answers (`extProc`).
   *
   * @default - none
   */
  readonly extProc?: ExtProc;

  /**
   * Refuse what web pages of other origins send (`csrf`). An empty object refuses them all.
   *
   * @default - they are not looked at
   */
  readonly csrf?: Csrf;

  /**
   * What becomes of the `Host` header (`hostRewrite.mode`). A rewrite of the host by a route takes its place.
   *
   * @default - `HostRewrite.AUTO` towards a host name, `HostRewrite.NONE` towards a Service or an address (agentgateway)
   */
  readonly hostRewrite?: HostRewrite;

  /**
   * Which bodies are read to their end before they are passed on (`buffer`; agentgateway 1.3 or newer).
   *
   * @default - none
   */
  readonly buffer?: BodyBuffer;

  /**
   * Services that decide about requests, by condition (`extAuth.conditional`, 1 to 16; agentgateway 1.2 or newer); not together with `extAuth`.
   * The last one has no condition, unless `passUnmatched` says why.
   *
   * @default - see `extAuth`
   */
  readonly conditionalExtAuth?: ConditionalExtAuth[];

  /**
   * Services that read and change requests, by condition (`extProc.conditional`, 1 to 16; agentgateway 1.2 or newer); not together with `extProc`.
   *
   * @default - see `extProc`
   */
  readonly conditionalExtProc?: ConditionalExtProc[];

  /**
   * Limits, by condition (`rateLimit.conditional`, 1 to 16; agentgateway 1.2 or newer); not together with `rateLimit`. The last one has no
   * condition, unless `passUnmatched` says why.
   *
   * @default - see `rateLimit`
   */
  readonly conditionalRateLimit?: ConditionalRateLimit[];

  /**
   * Changes that are computed, by condition (`transformation.conditional`, 1 to 16; agentgateway 1.2 or newer); not together with `transformation`.
   *
   * @default - see `transformation`
   */
  readonly conditionalTransformation?: ConditionalTransformation[];

  /**
   * Answers of the gateway itself, by condition (`directResponse.conditional`, 1 to 16; agentgateway 1.2 or newer); not together with
   * `directResponse`.
   *
   * @default - see `directResponse`
   */
  readonly conditionalDirectResponse?: ConditionalDirectResponse[];

  /**
   * Why requests that meet no condition of `conditionalExtAuth` or `conditionalRateLimit` may pass unasked and without limit, in one line. It acknowledges
   * `C36` (in `metadata.annotations`).
   *
   * @default - they may not: the last entry has no condition
   */
  readonly passUnmatched?: string;
}
