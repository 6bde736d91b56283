import { groupOf, KINDS, type ReadKind } from './kinds/kinds';
import { KubernetesObject } from './kubernetes-object';
import { ManifestProblem } from './manifest-problem';
import { nearestName } from './schema/nearest-name';

/** Kinds that exist in the groups we read and decide nothing about MCP servers. */
const OTHER_KINDS: Readonly<Record<string, readonly string[]>> = {
  'agentgateway.dev': ['AgentgatewayModel'],
  'gateway.networking.k8s.io': ['GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
};

/**
 * What to say about an object of a kind that is not read. Most are none of our business; one whose kind or group looks mistyped
 * would protect nothing, and is not passed over in silence.
 */
export function unreadKind(
  { apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>,
): Pick<ManifestProblem, 'severity' | 'message' | 'help'> {
  const group = groupOf(apiVersion);
  const others = Object.hasOwn(OTHER_KINDS, group) ? OTHER_KINDS[group] : undefined;
  if (others !== undefined && !others.includes(kind)) {
    const kinds = Object.entries(KINDS).filter(([, definition]) => definition.group === group).map(([name]) => name);
    const nearest = nearestName(kind, [...kinds, ...others]);
    return {
      severity: nearest === undefined ? 'warning' : 'error',
      message: `kind \`${kind}\` is not known in the group \`${group}\` and is not judged`,
      help: nearest === undefined
        ? `the kinds that are read there are ${kinds.map((name) => `\`${name}\``).join(', ')}`
        : `did you mean \`${nearest}\`?`,
    };
  }
  if (kind.startsWith('Agentgateway') && Object.hasOwn(KINDS, kind)) {
    const definition = KINDS[kind as ReadKind];
    return {
      severity: 'error',
      message: `kind \`${kind}\` does not exist in \`${apiVersion}\``,
      help: `write \`apiVersion: ${definition.group}/${definition.versions[0]}\``,
    };
  }
  return {
    severity: 'info',
    message: `${kind} (${apiVersion}) is not judged`,
    help: 'only the kinds that decide who may reach an MCP server are judged',
  };
}
