import { LocalRateLimit, RateLimit } from '../rate-limit';
import { checkOneOf, checkSize, checkWhole } from './check-props';
import { refuseBefore } from './refuse-before';
import { UsageError } from './usage-error';
import { TargetVersion } from '../../manifest';

/**
 * A `rateLimit` block.
 *
 * @param prop where the user gave it
 */
export function renderRateLimit(prop: string, rateLimit: RateLimit, namespace: string | undefined, version: TargetVersion): object {
  const { local, furtherLocal, global } = rateLimit;
  if (local === undefined && global === undefined) throw new UsageError(`\`${prop}\` has neither \`local\` nor \`global\``, 'give at least one of them');
  if (local !== undefined) checkLocal(`${prop}.local`, local);
  if (furtherLocal !== undefined) {
    if (local === undefined) throw new UsageError(`\`${prop}.furtherLocal\` is given without \`local\``, 'give the first limit as `local`');
    checkSize(`${prop}.furtherLocal`, furtherLocal, 15);
    furtherLocal.forEach((limit, index) => checkLocal(`${prop}.furtherLocal[${index}]`, limit));
    refuseBefore('main', version, `${prop}.furtherLocal`, furtherLocal);
  }
  return {
    local: local && [local, ...furtherLocal ?? []].map((limit) => ({ ...limit })),
    global: global && {
      backendRef: global.service._render(namespace),
      domain: global.domain,
      failureMode: global.failureMode,
      descriptors: global.descriptors.map(({ entries, unit, cost }) => ({ entries: entries.map((entry) => ({ ...entry })), unit, cost })),
    },
  };
}

function checkLocal(prop: string, { requests, tokens, burst }: LocalRateLimit): void {
  checkOneOf(`\`${prop}\``, { requests, tokens });
  // a negative one counts as no limit at all up to release 1.4
  if (burst !== undefined) checkWhole(`${prop}.burst`, burst, 0, 2 ** 31 - 1);
}
