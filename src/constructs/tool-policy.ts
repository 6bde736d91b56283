import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimRule } from './claim-rule';
import { Guardrail } from './guardrail';
import { IMcpBackend } from './i-mcp-backend';
import { McpCatalog } from './mcp-catalog';
import { PromptsAndResources } from './prompts-and-resources';
import { isPromptOrResource } from './rule/mcp-condition';
import { Authorization } from './support/authorization-rules';
import { checkNames } from './support/check-names';
import { gvk } from './support/gvk';
import { PolicyConstruct } from './support/policy-construct';
import { refuseInvalid } from './support/refuse-invalid';
import { renderGuardrails } from './support/render-guardrails';
import { versionOfApp } from './support/version-of-app';

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
   * Rules that must all hold (`spec.backend.mcp.authorization`, action `Require`, in a second policy if there are rules of both kinds).
   *
   * @default - none
   */
  readonly require?: ClaimRule[];

  /**
   * Rules that must certainly not hold. Where that cannot be told, access is denied: their opposite is required
   * (`spec.backend.mcp.authorization`, action `Require`).
   *
   * @default - none
   */
  readonly deny?: ClaimRule[];

  /**
   * What becomes of prompts and resources that no rule of `allow` names. Only rules that allow hide them. To allow them is one rule more in
   * `spec.backend.mcp.authorization`.
   *
   * @default PromptsAndResources.DENY
   */
  readonly promptsAndResources?: PromptsAndResources;

  /**
   * What the MCP servers offer: rules that name another tool, prompt or resource are refused. It renders to no field.
   *
   * @default - names are not checked
   */
  readonly catalog?: McpCatalog;

  /**
   * Services that look at MCP messages and may refuse or change them (`spec.backend.mcp.guardrails`; agentgateway 1.3 or newer).
   *
   * @default - none
   */
  readonly guardrails?: Guardrail[];

  /**
   * The types of claims, such as `{ groups: 'list(string)', level: 'int' }` (one of `metadata.annotations`, which only the checks
   * read). Expressions about declared claims are checked more sharply.
   *
   * @default - a claim can have any type
   */
  readonly claims?: Record<string, string>;

  /**
   * Fields of `spec` that have no prop here. Maps are merged with what is rendered, everything else takes its place; the result is checked.
   *
   * @default - none
   */
  readonly spec?: Record<string, unknown>;
}

/**
 * Who may see and use which tools, prompts and resources of MCP servers: an AgentgatewayPolicy with `spec.backend.mcp.authorization`.
 * It needs a `JwtPolicy` on the way to them, which is where the claims come from.
 *
 * @example
 * new ToolPolicy(chart, 'tools', {
 *   target: backend,
 *   allow: [ClaimRule.allOf(ClaimRule.claim('groups').contains('developers'), ClaimRule.tool('get_me', 'list_issues'))],
 * });
 */
export class ToolPolicy extends PolicyConstruct {
  private readonly catalog?: McpCatalog;
  private readonly guardrails?: Record<string, unknown>;
  private readonly promptsAndResources: PromptsAndResources;
  /** The rule for what is no tool is there already. */
  private allowsOthers = false;

  /**
   * @param scope the construct that it belongs to
   * @param id its id there
   * @param props the MCP servers, and who may use what of them
   */
  public constructor(scope: Construct, id: string, props: ToolPolicyProps) {
    const { name, namespace } = props.target;
    const targetRef = { group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind, name };
    super(scope, id, { ...targetRef, namespace }, props.metadata, props.spec, props.claims);
    this.catalog = props.catalog;
    this.promptsAndResources = props.promptsAndResources ?? PromptsAndResources.DENY;
    this.guardrails = props.guardrails && renderGuardrails(props.guardrails, this.namespace);
    const spec = { targetRefs: [targetRef], backend: { mcp: { guardrails: this.guardrails } } };
    if (this.guardrails) refuseInvalid(versionOfApp(this), gvk.agentgatewayPolicy, spec, 'spec.backend.mcp.');
    for (const { service } of props.guardrails ?? []) {
      service._grant(this, { group: 'agentgateway.dev', kind: gvk.agentgatewayPolicy.kind, namespace: this.namespace });
    }
    if (props.allow) this.allow(...props.allow);
    this.require(...props.require ?? []);
    this.deny(...props.deny ?? []);
    const says = this.guardrails !== undefined || props.spec !== undefined;
    this.node.addValidation({
      validate: () => says || this._hasRules ? [] : ['the policy has no rule, so it protects nothing\n      help: give `allow`, `require` or `deny`'],
    });
  }

  /** Adds rules of which one must hold (action `Allow`). */
  public allow(...rules: ClaimRule[]): void {
    if (rules.length > 0 && !this.allowsOthers && this.promptsAndResources === PromptsAndResources.ALLOW) {
      super.allow(...rules, ClaimRule._of(isPromptOrResource()));
      this.allowsOthers = true;
    } else {
      super.allow(...rules);
    }
  }

  /** @internal */
  protected _checkRules(rules: readonly ClaimRule[]): void {
    if (this.catalog === undefined) return;
    for (const rule of rules) checkNames(this.catalog, rule._mcpNames);
  }

  /** @internal */
  protected _policy(authorization?: Authorization): Record<string, unknown> {
    return { backend: { mcp: { authorization, guardrails: this.guardrails } } };
  }

  /** @internal */
  protected _requirements(authorization: Authorization): Record<string, unknown> {
    return { backend: { mcp: { authorization } } };
  }
}
