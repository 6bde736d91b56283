/** What policies of routes can change about a policy of their gateway: `strategy.inheritance` (agentgateway 1.3 or newer). */
export enum PolicyInheritance {
  /** A route that sets a field replaces it for itself; authorization is added up. */
  DEFAULT = 'Default',
  /** What this policy sets is final: routes can neither replace nor add to it. */
  OVERRIDE = 'Override',
}
