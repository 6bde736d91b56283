import { isBefore } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { rateLimitExample } from '../examples/rate-limit-example';
import { blocksAt } from '../lookup/blocks-at';

/** Several local rate limits in one block. */
export const C07: DiagnosticRule = {
  code: 'C07',
  title: 'Only the first local rate limit counts',
  severity: 'warning',
  security: true,
  written: 'several entries in `rateLimit.local`, for example a limit a second and one an hour',
  happens: 'up to 1.4 the data plane takes the first entry and drops the others without a word; the release after 1.4 takes all',
  instead: 'keep the limit that matters, attach the others at another level, or use `rateLimit.global`',
  triggers: [rateLimitExample('local: [{ requests: 10, unit: Seconds }, { requests: 1000, unit: Hours }]')],
  nearMisses: [rateLimitExample('local: [{ requests: 10, unit: Seconds, burst: 5 }]')],
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, 'main')
    ? blocksAt(manifests, 'spec.traffic.rateLimit', 'local').flatMap(({ manifest, field, value }): RuleFinding[] => {
      const { length } = value as readonly unknown[];
      return length < 2 ? [] : [{
        manifest,
        field: [...field, 1],
        message: `only the first of the ${length} local limits counts in agentgateway ${targetVersion}`,
        help: 'keep one local limit a policy; a second one can stand at another level, or be a global limit',
      }];
    })
    : [],
};
