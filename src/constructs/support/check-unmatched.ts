import { checkReason } from './check-acknowledgement';
import { UsageError } from './usage-error';
import { TrafficSettings } from '../traffic-settings';

/**
 * Refuses conditions of a protection that leave requests out without a word: agentgateway does nothing with a request that meets none of them,
 * and a condition that fails is not met.
 */
export function checkUnmatched({ conditionalExtAuth, conditionalRateLimit, passUnmatched }: TrafficSettings): void {
  const open = Object.entries({ conditionalExtAuth, conditionalRateLimit }).find(([, entries]) => entries?.at(-1)?.condition !== undefined);
  if (passUnmatched === undefined) {
    if (open === undefined) return;
    throw new UsageError(`every entry of \`${open[0]}\` has a condition, and requests that meet none pass without it`,
      'add a last entry without a condition, or say why they may pass in `passUnmatched`');
  }
  checkReason('`passUnmatched`', passUnmatched);
  if (open === undefined) throw new UsageError('`passUnmatched` is given, and every request meets a condition', 'leave it out');
}
