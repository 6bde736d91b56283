export { authorize, type AuthorizationVerdict, type CompiledRule, type RuleTrace } from './authorize';
export { behaviorOf, type Behavior, type Profile } from './behavior';
export { createDecider, type Decider, type DeciderOptions } from './create-decider';
export type { Answer, AnswerReason, DecisionContext, ForwardDecision, HttpDecision, McpDecision, McpItem, Stage } from './decision';
export type { HttpRequestFacts } from './http-request-facts';
export { modifyHeaders, type HeaderList } from './modify-headers';
