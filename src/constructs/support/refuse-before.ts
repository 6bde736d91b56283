import { UsageError } from './usage-error';
import { isAtLeast } from './version-of-app';
import { TargetVersion } from '../../manifest';

/** Refuses a prop whose field a release has and does not act on. */
export function refuseBefore(since: TargetVersion, version: TargetVersion, prop: string, value: unknown): void {
  if (value === undefined || isAtLeast(version, since)) return;
  throw new UsageError(`\`${prop}\` has no effect in agentgateway ${version}`, `it has one in ${since}; leave it out, or target that`);
}
