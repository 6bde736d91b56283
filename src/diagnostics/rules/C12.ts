import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { rateLimitExample } from '../examples/rate-limit-example';
import { blocksAt } from '../lookup/blocks-at';

const GLOBAL = ['  backendRef: { name: ratelimit, port: 8081 }', '  domain: mcp', '  descriptors: [{ entries: [{ name: user, expression: jwt.sub }] }]'];

/** A global rate limit that an outage takes away. */
export const C12: DiagnosticRule = {
  code: 'C12',
  title: 'Without its rate limit service nothing is limited',
  severity: 'warning',
  security: false,
  written: '`failureMode: FailOpen` in `rateLimit.global`',
  happens: 'while the rate limit service is down or slow, requests pass without any limit; left out, it means `FailClosed`: they are refused (1.1 and later)',
  instead: 'leave `failureMode` out where a call costs something, and acknowledge the finding where it does not',
  triggers: [rateLimitExample('global:', ...GLOBAL, '  failureMode: FailOpen')],
  nearMisses: [rateLimitExample('global:', ...GLOBAL), rateLimitExample('global:', ...GLOBAL, '  failureMode: FailClosed')],
  check: ({ manifests }) => blocksAt(manifests, 'spec.traffic.rateLimit', 'global.failureMode')
    .filter(({ value }) => value === 'FailOpen')
    .map(({ manifest, field }): RuleFinding => ({
      manifest,
      field,
      message: 'an outage of the rate limit service lifts the limit (`failureMode: FailOpen`)',
      help: 'remove `failureMode`, so that requests are refused meanwhile, or acknowledge it with a reason',
    })),
};
