import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimRule } from './claim-rule';
import { IMcpBackend } from './i-mcp-backend';
import { Authorization } from './support/authorization-rules';
import { gvk } from './support/gvk';
import { PolicyConstruct } from './support/policy-construct';

/** Properties of `ToolPolicy`. */
export interface ToolPolicyProps {
  /** The MCP servers whose tools are protected (`spec.targetRefs`). */
  readonly target: IMcpBackend;

  /**
   * `metadata` of the AgentgatewayPolicy.
   *
   * @default - a name from the path of the construct, in the namespace of the target
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Rules of which one must hold (`spec.backend.mcp.authorization`, action `Allow`). As soon as there is one, whatever no rule allows is hidden and
   * refused: rules that name tools alone leave no prompts and no resources.
   *
   * @default - everything is allowed
   */
  readonly allow?: ClaimRule[];

  /**
   * Rules that must all hold (action `Require`, in a second policy if there are rules of both kinds).
   *
   * @default - none
   */
  readonly require?: ClaimRule[];

  /**
   * Rules that must certainly not hold. Where that cannot be told, access is denied; they are rendered as the requirement of their opposite.
   *
   * @default - none
   */
  readonly deny?: ClaimRule[];
}

/**
 * Who may see and use which tools, prompts and resources of MCP servers: an AgentgatewayPolicy with `spec.backend.mcp.authorization`.
 * It needs a `JwtPolicy` on the way to them, which is where the claims come from.
 */
export class ToolPolicy extends PolicyConstruct {
  public constructor(scope: Construct, id: string, props: ToolPolicyProps) {
    const { name, namespace } = props.target;
    super(scope, id, { group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind, name, namespace }, props.metadata);
    if (props.allow) this.allow(...props.allow);
    this.require(...props.require ?? []);
    this.deny(...props.deny ?? []);
    this.node.addValidation({ validate: () => this._hasRules ? [] : ['the policy has no rule, so it protects nothing\n      help: give `allow`, `require` or `deny`'] });
  }

  /** Every rule can be decided here. @internal */
  protected _checkRules(): void {}

  /** @internal */
  protected _policy(authorization?: Authorization): Record<string, unknown> {
    return { backend: { mcp: { authorization } } };
  }

  /** @internal */
  protected _requirements(authorization: Authorization): Record<string, unknown> {
    return this._policy(authorization);
  }
}
