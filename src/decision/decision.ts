import { Activation } from '../cel';
import { HeaderModifier, McpBackend, ObjectKey } from '../gateway';
import { RuleTrace } from './authorize';
import { HeaderList } from './modify-headers';

/** How far a request came. */
export type Stage = 'routing' | 'authentication' | 'authorization' | 'mcpAuthorization' | 'none';

/** agentgateway's name for who gave an answer, as its logs and metrics have it (1.0 and later). */
export type AnswerReason = 'NotFound' | 'DirectResponse' | 'JwtAuth' | 'Authorization' | 'Internal';

/** What the way to a decision has learned; reports and logs are made of it. */
export interface DecisionContext {
  readonly gateway?: ObjectKey;
  readonly listener?: string;
  readonly route?: ObjectKey;
  readonly ruleName?: string;
  /** The claim `sub`, where a token was verified and it is a string. */
  readonly subject?: string;
  /** The payload of the verified token, as JSON text. */
  readonly claimsText?: string;
  readonly stage: Stage;
  /** Every authorization rule that was evaluated, PreRouting first. */
  readonly rules: readonly RuleTrace[];
}

/** The gateway answers itself. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Everything the answer carries, CORS headers included. */
  readonly headers: HeaderList;
  readonly body: string;
  /** The field `error` of the access log; absent for an answer that is no failure. */
  readonly error?: string;
  readonly reason: AnswerReason;
  readonly context: DecisionContext;
}

/** The request goes on to a backend. */
export interface ForwardDecision {
  readonly kind: 'forward';
  readonly backend: McpBackend;
  /** The request headers as policies leave them: the client's credential is gone, header modifiers are applied. */
  readonly headers: HeaderList;
  /** The query as policies leave it. */
  readonly query: string;
  /** What policies do to the headers of the response, in order; apply with `modifyHeaders`. */
  readonly responseHeaders: readonly HeaderModifier[];
  /** Who the token speaks for (`iss` and `sub`); `undefined` where there is no token. A session belongs to one principal. */
  readonly principal?: string;
  readonly context: DecisionContext;
  /** What expressions see of the request; `decideMcp` adds the item to it. */
  readonly activation: Activation;
}

export type HttpDecision = Answer | ForwardDecision;

/** What an MCP message asks for: the name is the one that the server itself uses. */
export interface McpItem {
  readonly kind: 'tool' | 'prompt' | 'resource' | 'task';
  readonly target: string;
  readonly name: string;
}

export interface McpDecision {
  readonly allowed: boolean;
  readonly rules: readonly RuleTrace[];
}
