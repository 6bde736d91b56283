import { IConstruct } from 'constructs';
import { PolicyTargetReference } from '../policy-target-reference';

const targetsOfApp = new WeakMap<IConstruct, Set<string>>();

/** Remembers that a policy asks for the OAuth metadata of MCP to be served on its target. */
export function serveOAuthMetadata(app: IConstruct, target: PolicyTargetReference): void {
  const targets = targetsOfApp.get(app) ?? new Set();
  targetsOfApp.set(app, targets.add(keyOf(target)));
}

/** Whether a policy asks for the OAuth metadata of MCP to be served on this very target. */
export function servesOAuthMetadata(app: IConstruct, target: PolicyTargetReference): boolean {
  return targetsOfApp.get(app)?.has(keyOf(target)) ?? false;
}

/**
 * The paths at which agentgateway answers clients that look for the OAuth metadata of an MCP server at `path` (RFC 9728 §3.1, RFC 8414 §3.1);
 * clients that register do so below the second. The gateway only sees them if a route to the server takes them.
 */
export function oauthMetadataPaths(path: string): readonly string[] {
  const suffix = path === '/' ? '' : path;
  return ['oauth-protected-resource', 'oauth-authorization-server'].map((name) => `/.well-known/${name}${suffix}`);
}

function keyOf({ kind, namespace, name, sectionName }: PolicyTargetReference): string {
  return JSON.stringify([kind, namespace ?? null, name, sectionName ?? null]);
}
