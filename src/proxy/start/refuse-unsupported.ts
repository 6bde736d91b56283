import type { EffectiveGateway, EffectiveListener, McpBackend, McpTarget, Origin, Tie, TrafficPolicy, UninterpretedField, UnusableBackend } from '../../gateway';
import { formatFieldPath } from '../../manifest';
import { ProxyStartProblem } from '../proxy-start-error';

const REMOVE_OR_DEPLOY = 'remove it for local use, or run these manifests on agentgateway itself';

/**
 * Everything in the manifests that this proxy does not implement. It must not start with any of it: what is not enforced would stand open
 * without a word.
 */
export function refuseUnsupported(gateway: EffectiveGateway): readonly ProxyStartProblem[] {
  const problems = [
    ...(gateway.listeners.length === 0
      ? [{ message: 'no Gateway of class `agentgateway` has a listener', help: 'name the folder that holds the Gateway, too' }]
      : []),
    ...refuseSharedPorts(gateway.listeners),
    ...gateway.listeners.flatMap(refuseListener),
  ];
  // one policy governs many routes, and one thing is said once
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

function refuseSharedPorts(listeners: readonly EffectiveListener[]): readonly ProxyStartProblem[] {
  const owners = new Map<number, Set<string>>();
  for (const { port, gateway } of listeners) {
    owners.set(port, (owners.get(port) ?? new Set()).add(`${gateway.namespace}/${gateway.name}`));
  }
  return [...owners].filter(([, gateways]) => gateways.size > 1).map(([port, gateways]) => ({
    message: `port ${port} belongs to more than one Gateway: ${[...gateways].map((name) => `\`${name}\``).join(', ')}`,
    help: 'start one proxy for each Gateway',
  }));
}

function refuseListener(listener: EffectiveListener): readonly ProxyStartProblem[] {
  return [
    ...(listener.protocol === 'HTTP' ? [] : [{
      message: `listener \`${listener.name}\` of ${nameOf(listener)} has the protocol \`${listener.protocol}\`, the proxy serves only HTTP`,
      help: 'give it an HTTP listener, and let something in front of the proxy terminate TLS',
    }]),
    ...listener.other.map(unimplemented),
    ...refuseTraffic(listener.preRouting),
    ...listener.routes.flatMap(({ rules }) => rules).flatMap((rule) => [
      ...refuseTraffic(rule.traffic),
      ...rule.backends.flatMap(({ backend }) => backend.kind === 'mcp' ? refuseBackend(backend.mcp) : refuseUnusable(backend.unusable)),
    ]),
  ];
}

/** Where a reference leads nowhere, requests are refused, and where it leads to further routes, they are served; what is not settled may be either. */
function refuseUnusable({ reason, manifest, field, key }: UnusableBackend): readonly ProxyStartProblem[] {
  return reason !== 'not judged' ? [] : [{
    message: `\`${formatFieldPath(field)}\` of ${nameOf({ manifest, field })} hands requests on to HTTPRoute \`${key.namespace}/${key.name}\`, and what happens there is not settled`,
    help: 'name the route in `parentRefs` of those that it hands requests on to, and no Gateway beside it',
  }];
}

function refuseTraffic({ jwt, other, ties }: TrafficPolicy): readonly ProxyStartProblem[] {
  const remote = (jwt?.value.providers ?? []).filter(({ inlineJwks }) => inlineJwks === undefined);
  return [
    ...other.map(unimplemented),
    ...ties.map(refuseTie),
    ...remote.map((provider) => ({
      message: `the keys of issuer \`${provider.issuer}\` in ${nameOf(provider)} are fetched from elsewhere, which the proxy does not do`,
      help: 'put the JWK Set inline for local use',
    })),
  ];
}

function refuseTie({ field, winner, loser }: Tie): ProxyStartProblem {
  return {
    message: `${nameOf(winner)} and ${nameOf(loser)} both set \`${field}\` at the same place, which of them holds is not defined`,
    help: 'set it in one of them only',
  };
}

function refuseBackend(backend: McpBackend): readonly ProxyStartProblem[] {
  const name = nameOf(backend);
  return [
    ...backend.other.map(unimplemented),
    ...backend.ties.map(refuseTie),
    ...(backend.targets.length === 1 ? [] : [{
      message: `${name} has ${backend.targets.length} targets, the proxy serves exactly one`,
      help: 'give each MCP server a backend and a route of its own',
    }]),
    ...(backend.sessionRouting === 'Stateful' ? [] : [{
      message: `${name} has the session routing \`${backend.sessionRouting}\`, which the proxy does not implement`,
      help: REMOVE_OR_DEPLOY,
    }]),
    ...(backend.prefixMode === 'Always' ? [{
      message: `${name} has the prefix mode \`Always\`, which the proxy does not implement`,
      help: REMOVE_OR_DEPLOY,
    }] : []),
    ...backend.targets.flatMap(refuseTarget),
  ];
}

function refuseTarget(target: McpTarget): readonly ProxyStartProblem[] {
  const name = `target \`${target.name}\` of ${nameOf(target)}`;
  return [
    ...target.other.map(unimplemented),
    ...(target.transport === 'StreamableHTTP' ? [] : [{
      message: `${name} uses the transport \`${target.transport}\`, the proxy speaks only streamable HTTP`,
      help: 'use the streamable HTTP endpoint of the server',
    }]),
    ...(/^\/[\x21-\x7e]*$/.test(target.path) ? [] : [{
      message: `${name} has the path \`${target.path}\`, which is no path of a URL`,
      help: 'begin it with `/` and percent-encode what is not ASCII',
    }]),
  ];
}

function unimplemented(field: UninterpretedField): ProxyStartProblem {
  return { message: `\`${formatFieldPath(field.field)}\` of ${nameOf(field)} is not implemented by the proxy`, help: REMOVE_OR_DEPLOY };
}

/** Kind, namespace and name of the object that something was written in. */
export function nameOf({ manifest: { object: { kind, metadata } } }: Origin): string {
  return `${kind} \`${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}\``;
}
