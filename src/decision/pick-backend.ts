import { WeightedBackend } from '../gateway';

/** Draws a backend by weight; a weight of 0 takes no part. `undefined` where there is none to draw. */
export function pickBackend(backends: readonly WeightedBackend[], random: () => number = Math.random): WeightedBackend['backend'] | undefined {
  const total = backends.reduce((sum, { weight }) => sum + weight, 0);
  let rest = random() * total;
  return backends.find(({ weight }) => weight > 0 && (rest -= weight) < 0)?.backend;
}
