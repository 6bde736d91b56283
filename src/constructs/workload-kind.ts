/** What runs the proxy of a gateway: `workload.kind` of AgentgatewayParameters. */
export enum WorkloadKind {
  /** As many proxies as it is told to. */
  DEPLOYMENT = 'Deployment',
  /** One proxy on every node. */
  DAEMON_SET = 'DaemonSet',
}
