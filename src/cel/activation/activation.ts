import type { CelMap, CelValue } from '../values';
import type { CelHeaders } from '../values/cel-headers';
import type { CelDuration, CelTimestamp } from '../values/cel-time';

/**
 * What the variables of an expression are for one request, as plain data: strings, numbers and addresses as the data plane has
 * them. A root that is left out is null. In the parts, `undefined` means that the key is absent and `null` that it is null,
 * which expressions can tell apart (`has`).
 */
export interface Activation {
  readonly request?: RequestVariables;
  readonly response?: ResponseVariables;
  readonly source?: SourceVariables;
  readonly destination?: { readonly address: string; readonly port: number };
  /** The claims as `parseJson` reads them. */
  readonly jwt?: CelValue;
  /** The token of the claims; only `jwt.rawToken.unredacted()` shows it. */
  readonly rawToken?: string;
  readonly apiKey?: { readonly key?: string; readonly metadata?: CelMap };
  readonly basicAuth?: { readonly username: string };
  readonly mcp?: McpVariables;
  readonly backend?: { readonly name: string; readonly type: string; readonly protocol: string };
  readonly proxy?: ProxyVariables;
  readonly env?: { readonly podName?: string; readonly namespace?: string; readonly gateway?: string };
  /** With the kinds of values that expressions see: token counts are uints. */
  readonly llm?: CelMap;
  readonly extauthz?: CelValue;
  readonly extproc?: CelValue;
  readonly mcpGuardrails?: CelValue;
  readonly metadata?: CelValue;
  readonly llmRequest?: CelValue;
}

export interface RequestVariables {
  readonly method: string;
  readonly uri: string;
  readonly host?: string;
  readonly scheme?: string;
  /** Without the query. */
  readonly path: string;
  readonly pathAndQuery: string;
  /** Like `HTTP/1.1`. */
  readonly version: string;
  readonly headers: CelHeaders;
  readonly body?: Uint8Array;
  /** Default: the body. */
  readonly bodyPrefix?: Uint8Array;
  readonly startTime?: CelTimestamp;
  readonly endTime?: CelTimestamp;
}

export interface ResponseVariables {
  readonly code: number;
  readonly grpcStatus?: number;
  readonly headers: CelHeaders;
  readonly body?: Uint8Array;
  /** Default: the body. */
  readonly bodyPrefix?: Uint8Array;
}

export interface SourceVariables {
  readonly address: string;
  readonly port: number;
  /** Default: `address`. */
  readonly rawAddress?: string;
  /** Default: `port`. */
  readonly rawPort?: number;
  /** Set where the client showed a certificate. */
  readonly tls?: {
    readonly identity: { readonly trustDomain: string; readonly namespace: string; readonly serviceAccount: string } | null;
    readonly subjectAltNames: readonly string[];
    readonly issuer: string;
    readonly subject: string;
    readonly subjectCn: string | null;
    readonly certificate: string | null;
  };
  readonly unverifiedWorkload?: { readonly name: string; readonly namespace: string; readonly serviceAccount: string };
  readonly connectHeaders?: CelHeaders;
}

/** What an MCP message is about; `target` is the name of the backend's target, `name` is without its prefix. */
export interface McpItem {
  readonly target: string;
  readonly name: string;
  /** In logs only, like what follows. */
  readonly arguments?: CelValue;
  readonly result?: CelValue;
  readonly error?: CelValue;
}

export interface McpVariables {
  /** In logs only, like `sessionId`. */
  readonly methodName?: string;
  readonly sessionId?: string;
  readonly tool?: McpItem;
  readonly prompt?: McpItem;
  readonly resource?: McpItem;
  readonly task?: McpItem;
}

export interface ProxyVariables {
  readonly bind?: string;
  readonly gateway?: { readonly namespace: string; readonly name: string };
  readonly listener?: { readonly name: string };
  readonly route?: { readonly namespace: string; readonly name: string; readonly kind: string; readonly rule?: string };
  readonly requestProcessingDuration?: CelDuration;
  readonly upstreamDuration?: CelDuration;
  readonly responseProcessingDuration?: CelDuration;
}
