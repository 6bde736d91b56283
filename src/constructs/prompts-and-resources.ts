/** What becomes of prompts and resources where the rules of a `ToolPolicy` allow tools alone. */
export enum PromptsAndResources {
  /** Nobody sees or uses them, which is what agentgateway makes of such rules. */
  DENY = 'deny',
  /** Whoever reaches the MCP server sees and uses them. */
  ALLOW = 'allow',
}
