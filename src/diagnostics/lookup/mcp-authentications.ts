import { backendSettings } from './backend-settings';
import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, Manifest } from '../../manifest';

/** `mcp.authentication` of a policy or a backend, the older way to authenticate MCP clients. */
export interface McpAuthenticationManifest {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly authentication: NonNullable<NonNullable<NonNullable<AgentgatewayPolicy['spec']['backend']>['mcp']>['authentication']>;
}

/** Every MCP authentication of the manifests, attached or not. */
export const mcpAuthentications = oncePer((manifests: readonly Manifest[]): readonly McpAuthenticationManifest[] =>
  backendSettings(manifests).flatMap(({ manifest, field, settings: { mcp } }) => mcp?.authentication
    ? [{ manifest, field: [...field, 'mcp', 'authentication'], authentication: mcp.authentication }]
    : []));
