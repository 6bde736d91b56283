import { BackendHealth } from '../backend-health';
import { BackendSettings } from '../backend-settings';
import { checkWhole } from './check-props';
import { ConnectionScope, renderConnection } from './render-connection';
import { renderDuration } from './render-duration';
import { renderExtAuth } from './render-ext-auth';
import { renderTransformation } from './render-transformation';

/** `spec.policies` of an AgentgatewayBackend and `spec.backend` of an AgentgatewayPolicy; undefined where nothing is said. */
export function renderBackendSettings(settings: BackendSettings, scope: ConnectionScope): Record<string, unknown> | undefined {
  const { extAuth, transformation, health } = settings;
  const rendered = {
    ...renderConnection(settings, scope),
    ...extAuth && { extAuth: renderExtAuth('extAuth', extAuth, scope.namespace) },
    ...transformation && { transformation: renderTransformation(transformation) },
    ...health && { health: renderHealth(health) },
  };
  return Object.keys(rendered).length === 0 ? undefined : rendered;
}

function renderHealth(health: BackendHealth): object {
  const { unhealthyCondition, evictionDuration, consecutiveFailures, healthThreshold, restoreHealth } = health;
  if (consecutiveFailures !== undefined) checkWhole('health.consecutiveFailures', consecutiveFailures, 0, 2 ** 31 - 1);
  for (const [prop, share] of Object.entries({ healthThreshold, restoreHealth })) {
    if (share !== undefined) checkWhole(`health.${prop}`, share, 0, 100);
  }
  const evicts = [evictionDuration, consecutiveFailures, healthThreshold, restoreHealth].some((value) => value !== undefined);
  return {
    unhealthyCondition,
    eviction: evicts ? {
      duration: evictionDuration && renderDuration('health.evictionDuration', evictionDuration, 1000), consecutiveFailures, healthThreshold, restoreHealth,
    } : undefined,
  };
}
