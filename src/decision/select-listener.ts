import { EffectiveListener } from '../gateway';

/** The listener for a host: its exact name, else the longest wildcard, else one without hostname (agentgateway 1.4 `types/agent.rs`). */
export function selectListener(listeners: readonly EffectiveListener[], host: string): EffectiveListener | undefined {
  let best: EffectiveListener | undefined;
  let bestRank = -1;
  for (const listener of listeners) {
    const rank = hostnameRank(listener.hostname, host);
    if (rank > bestRank) {
      best = listener;
      bestRank = rank;
    }
  }
  return best;
}

/** How specifically a hostname pattern fits a host: -1 not at all, 0 no pattern, more for longer patterns, most for the exact name. */
export function hostnameRank(pattern: string | undefined, host: string): number {
  if (pattern === undefined || pattern === '') {
    return 0;
  }
  const wanted = pattern.toLowerCase();
  const given = host.toLowerCase();
  if (wanted === given) {
    return Number.MAX_SAFE_INTEGER;
  }
  return wanted.startsWith('*.') && given.endsWith(wanted.slice(1)) && given.length > wanted.length - 1 ? wanted.length : -1;
}
