import { oncePerSubject } from './once-per-subject';
import { EffectiveListener, RouteStep } from '../../gateway';

/** Routes among which a request is matched at once: those of a listener, or those that one reference hands it on to. */
export interface RouteGroup {
  readonly listener: EffectiveListener;
  readonly steps: readonly RouteStep[];
}

/** The groups of the listeners whose routes hand requests on to others. */
export const routeGroups = oncePerSubject(({ gateway }): readonly RouteGroup[] => gateway.listeners.flatMap((listener) => {
  const groups: RouteGroup[] = [];
  const collect = (steps: readonly RouteStep[]): void => {
    groups.push({ listener, steps });
    steps.forEach(({ rules }) => rules.forEach(({ next }) => next.forEach(collect)));
  };
  if (listener.steps) {
    collect(listener.steps);
  }
  return groups;
}));
