import { oncePer } from './once-per';
import { valueAt } from './value-at';
import { EffectiveGateway, EffectiveListener, EffectiveRule } from '../../gateway';
import { FieldPath, Manifest } from '../../manifest';

/** A route rule whose requests the gateway authenticates as the MCP specification says (OAuth 2.1). */
export interface McpOAuthRule {
  readonly listener: EffectiveListener;
  readonly rule: EffectiveRule;
  /** The policy and its block `mcp` or `authentication`. */
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly provider?: string;
}

/** The route rules that lead to an MCP backend under `jwtAuthentication.mcp` or `mcp.authentication`. */
export const mcpOAuthRules = oncePer(({ listeners }: EffectiveGateway): readonly McpOAuthRule[] =>
  listeners.flatMap((listener) => listener.routes.flatMap(({ rules }) => rules.flatMap((rule): McpOAuthRule[] => {
    const backends = rule.backends.flatMap(({ backend }) => backend.kind === 'mcp' ? [backend.mcp] : []);
    const { other } = rule.traffic.jwt ? rule.traffic : listener.preRouting;
    const found = other.find(({ name }) => name === 'jwtAuthentication.mcp')
      ?? backends.flatMap((backend) => backend.other.find(({ name }) => name === 'mcp.authentication') ?? [])[0];
    if (backends.length === 0 || !found) {
      return [];
    }
    const provider = valueAt(found.manifest.object, [...found.field, 'provider']);
    return [{ listener, rule, manifest: found.manifest, field: found.field, ...(typeof provider === 'string' && { provider }) }];
  }))));
