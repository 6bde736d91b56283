export type { DecisionRecord, RuleRecord } from './log/decision-record';
export { ProxyStartError, type ProxyStartProblem } from './proxy-start-error';
export { startProxy, type ListenAddress, type ProxyOptions, type RunningProxy } from './start-proxy';
export type { SecretLookup } from './start/ready-backends';
