import { keyOf } from './key-of';
import { manifestIndexOf } from './manifest-index-of';
import { oncePerSubject } from './once-per-subject';
import { routedServices } from './routed-services';
import { textOfKey } from './text-of-key';
import { McpBackend, McpTarget, ObjectKey } from '../../gateway';
import { isBefore } from '../../manifest';

/** An MCP backend, and the target of it that is a Service. */
export interface TargetOfBackend {
  readonly backend: McpBackend;
  readonly target: McpTarget;
}

/** The Services that are targets of the MCP backends that routes lead to. */
export const servicesOfTargets = oncePerSubject(({ gateway }): ReadonlyMap<string, TargetOfBackend> => new Map(
  gateway.listeners.flatMap(({ routes }) => routes.flatMap(({ rules }) => rules.flatMap(({ backends }) => backends.flatMap(({ backend }) =>
    backend.kind !== 'mcp' ? [] : backend.mcp.targets.flatMap((target): [string, TargetOfBackend][] =>
      target.service ? [[textOfKey(target.service), { backend: backend.mcp, target }]] : [])))))));

/**
 * Of these, those that are nothing else, neither to a route nor to a policy: since 1.2 no policy on them is heeded, because the data plane no
 * longer asks for the policies of a Service when it connects to a target.
 */
export const mereTargets = oncePerSubject((subject): ReadonlyMap<string, TargetOfBackend> => {
  const targets = servicesOfTargets(subject);
  if (targets.size === 0 || isBefore(subject.targetVersion, '1.2')) {
    return new Map();
  }
  const referred = manifestIndexOf(subject).policies.flatMap(({ object }) => servicesIn(object.spec, keyOf(object).namespace));
  const otherwise = new Set([...routedServices(subject), ...referred]);
  return new Map([...targets].filter(([service]) => !otherwise.has(service)));
});

/** The Services in every `backendRef` of a value, wherever it stands. */
function servicesIn(value: unknown, own: string): readonly string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { kind = 'Service', namespace = own, name } = ((value as { backendRef?: unknown }).backendRef ?? {}) as { kind?: string } & Partial<ObjectKey>;
  return [
    ...(kind === 'Service' && name !== undefined ? [textOfKey({ namespace, name })] : []),
    ...Object.values(value).flatMap((part) => servicesIn(part, own)),
  ];
}
