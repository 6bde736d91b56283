/** When clients see the names of tools and prompts as `target_tool`: `mcp.prefixMode` (agentgateway 1.4 or newer). */
export enum PrefixMode {
  /** Where the backend has more than one target: a second one changes the names of the first. */
  CONDITIONAL = 'Conditional',
  /** Always. */
  ALWAYS = 'Always',
  /** Never; a call of a name that two targets have fails. */
  NEVER = 'Never',
}
