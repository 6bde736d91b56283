/** What a policy is attached to, as `spec.targetRefs` of an AgentgatewayPolicy names it. */
export interface PolicyTargetReference {
  /** `targetRefs[].group`. */
  readonly group: string;

  /** `targetRefs[].kind`. */
  readonly kind: string;

  /** `targetRefs[].name`. */
  readonly name: string;

  /**
   * The namespace of the target, and therefore of the policy (`metadata.namespace`): agentgateway attaches a policy within its own namespace only.
   *
   * @default - the namespace that the manifests are applied to
   */
  readonly namespace?: string;

  /**
   * `targetRefs[].sectionName`: the name of a listener or of a route rule.
   *
   * @default - the whole object
   */
  readonly sectionName?: string;
}
