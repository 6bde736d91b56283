import { BackendReference } from './backend-reference';
import { FailureMode } from './failure-mode';

/** A service that decides about requests: `traffic.extAuth`. Exactly one of `grpc` and `http` is given. */
export interface ExtAuth {
  /** `backendRef`: the service. */
  readonly service: BackendReference;

  /**
   * `grpc`: the service speaks Envoy's external authorization protocol.
   *
   * @default - see `http`
   */
  readonly grpc?: GrpcExtAuth;

  /**
   * `http`: the service is asked by an HTTP request; an answer of 200 lets the request pass.
   *
   * @default - see `grpc`
   */
  readonly http?: HttpExtAuth;

  /**
   * `failureMode`: what happens where the service is out of order (agentgateway 1.1 or newer; before, requests are refused).
   *
   * @default FailureMode.FAIL_CLOSED
   */
  readonly failureMode?: FailureMode;

  /**
   * `forwardBody.maxSize`: the service gets so many bytes of the body.
   *
   * @default - the service gets no body
   */
  readonly forwardBodyBytes?: number;

  /**
   * `cache`: answers that are kept (agentgateway 1.3 or newer).
   *
   * @default - the service is asked about every request
   */
  readonly cache?: ExtAuthCache;
}

/** How a gRPC service is asked: `extAuth.grpc`. */
export interface GrpcExtAuth {
  /**
   * `contextExtensions`: texts that the service gets with every request, at most 64.
   *
   * @default - none
   */
  readonly contextExtensions?: Record<string, string>;

  /**
   * `requestMetadata`: values of expressions that the service gets, at most 64.
   *
   * @default - none
   */
  readonly requestMetadata?: Record<string, string>;
}

/** How an HTTP service is asked: `extAuth.http`. Values are expressions in agentgateway's dialect of CEL. */
export interface HttpExtAuth {
  /**
   * `path`: an expression for the path of the question.
   *
   * @default - the path of the request
   */
  readonly path?: string;

  /**
   * `redirect`: an expression for where clients that are refused are sent.
   *
   * @default - they get the answer of the service
   */
  readonly redirect?: string;

  /**
   * `body`: an expression for the body of the question (agentgateway 1.4 or newer); not together with `forwardBodyBytes`.
   *
   * @default - none
   */
  readonly body?: string;

  /**
   * `addRequestHeaders`: headers of the question, each by an expression, at most 64.
   *
   * @default - none
   */
  readonly addRequestHeaders?: Record<string, string>;

  /**
   * `responseMetadata`: what later expressions read of the answer, each by an expression, at most 64.
   *
   * @default - none
   */
  readonly responseMetadata?: Record<string, string>;

  /**
   * `allowedRequestHeaders`: headers of the request that the service gets, at most 64.
   *
   * @default - that of agentgateway
   */
  readonly allowedRequestHeaders?: string[];

  /**
   * `allowedResponseHeaders`: headers of the answer that the MCP server gets, at most 64.
   *
   * @default - none
   */
  readonly allowedResponseHeaders?: string[];
}

/** Which answers of an authorization service are kept: `extAuth.cache`. */
export interface ExtAuthCache {
  /** `key`: expressions, 1 to 16. Requests for which all have the same values share an answer. Leave out nothing that the service decides by. */
  readonly key: string[];

  /** `ttl`: an expression for how long an answer is kept, such as `duration("30s")`. */
  readonly ttl: string;

  /**
   * `maxEntries`: how many answers are kept, at least 1.
   *
   * @default - that of agentgateway
   */
  readonly maxEntries?: number;
}
