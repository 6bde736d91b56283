import { isBefore } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { rateLimitExample } from '../examples/rate-limit-example';
import { blocksAt } from '../lookup/blocks-at';

/** A burst below zero, which wraps around. */
export const C08: DiagnosticRule = {
  code: 'C08',
  title: 'A negative burst takes the limit away',
  severity: 'error',
  security: true,
  written: 'a `burst` below zero in `rateLimit.local`',
  happens: 'up to 1.4 no schema forbids it, and it wraps around to a huge number, so that nothing is limited; the release after 1.4 refuses it',
  instead: 'write 0 or more, or leave `burst` out',
  triggers: [rateLimitExample('local: [{ requests: 10, unit: Seconds, burst: -1 }]')],
  nearMisses: [rateLimitExample('local: [{ requests: 10, unit: Seconds, burst: 0 }]')],
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, 'main')
    ? blocksAt(manifests, 'spec.traffic.rateLimit', 'local[].burst').flatMap(({ manifest, field, value }): RuleFinding[] =>
      (value as number) >= 0 ? [] : [{
        manifest,
        field,
        message: `the burst \`${value as number}\` wraps around to a huge number, so nothing is limited`,
        help: 'write 0 or more, or remove `burst`',
      }])
    : [],
};
