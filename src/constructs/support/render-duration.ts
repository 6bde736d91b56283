import { Duration } from 'cdk8s';
import { UsageError } from './usage-error';

/**
 * A duration as agentgateway and Gateway API write it: whole numbers of at most five digits with the units `h`, `m`, `s` and `ms`
 * (GEP-2257; CRDs of agentgateway 1.4).
 *
 * @param least the shortest that the field takes, in milliseconds
 */
export function renderDuration(prop: string, duration: Duration, least = 0): string {
  const milliseconds = duration.toMilliseconds({ integral: false });
  if (!Number.isInteger(milliseconds) || milliseconds < least) {
    throw new UsageError(`\`${prop}\` is \`${milliseconds}ms\`, which is too short`, `give at least ${least}ms, in whole milliseconds`);
  }
  const [unit, length] = units.find(([, each]) => milliseconds % each === 0)!;
  if (milliseconds / length <= 99_999) return `${milliseconds / length}${unit}`;
  const hours = Math.floor(milliseconds / 3_600_000);
  if (hours > 99_999) throw new UsageError(`\`${prop}\` is \`${hours}h\`, which is too long`, 'give at most 99999 hours');
  const rest = [[hours, 'h'], [Math.floor(milliseconds / 60_000) % 60, 'm'], [Math.floor(milliseconds / 1000) % 60, 's'], [milliseconds % 1000, 'ms']];
  return rest.filter(([count]) => count !== 0).map((part) => part.join('')).join('');
}

const units = [['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]] as const;
