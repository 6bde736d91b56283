import { FieldPath } from '../manifest';

/** Blocks that say who gets access to what, and to which targets a policy is attached; whatever has to do with authentication or authorization by its name. */
const DECIDING = /^(?:targetRefs|targetSelectors|strategy|parentRefs|hostnames|matches|filters|backendRefs?|allowedRoutes|allowedListeners|from|to|mcp|conditional|tls)$|auth|jw[kt]/i;

/** Blocks of a policy that hold others which decide: a field beside those can turn them off. */
const AROUND_DECIDING = /^spec(?:\.(?:traffic|backend|frontend))?$/;

/** Whether a field of which nothing but its place is known may change who gets access. */
export function decidesAccess(kind: string, path: FieldPath): boolean {
  const names = path.filter((step) => typeof step === 'string');
  return names.some((name) => DECIDING.test(name)) || (kind === 'AgentgatewayPolicy' && AROUND_DECIDING.test(names.slice(0, -1).join('.')));
}
