import { policyExample } from './policy-example';

/** The YAML of a policy with a rate limit, for the examples of a rule. */
export function rateLimitExample(...fields: readonly string[]): string {
  return policyExample('limits', 'Gateway', ['traffic:', '  rateLimit:', ...fields.map((field) => `    ${field}`)].join('\n'));
}
