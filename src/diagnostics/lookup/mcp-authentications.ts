import { oncePer } from './once-per';
import { AgentgatewayPolicy, FieldPath, isKind, Manifest } from '../../manifest';

/** `mcp.authentication` of a policy or a backend, the older way to authenticate MCP clients. */
export interface McpAuthenticationManifest {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly authentication: NonNullable<NonNullable<NonNullable<AgentgatewayPolicy['spec']['backend']>['mcp']>['authentication']>;
}

/** Every MCP authentication of the manifests, attached or not. */
export const mcpAuthentications = oncePer((manifests: readonly Manifest[]): readonly McpAuthenticationManifest[] => {
  return manifests.flatMap((manifest) => {
    const [section, policies] = isKind(manifest, 'AgentgatewayPolicy')
      ? ['backend', manifest.object.spec.backend]
      : isKind(manifest, 'AgentgatewayBackend') ? ['policies', manifest.object.spec.policies] : ['', undefined];
    const authentication = policies?.mcp?.authentication;
    return authentication ? [{ manifest, field: ['spec', section, 'mcp', 'authentication'], authentication }] : [];
  });
});
