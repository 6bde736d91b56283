import { policyExample } from './policy-example';

/** The YAML of a policy with a CORS block on a part of the gateway of `gatewayExample`. */
export function corsExample(...fields: readonly string[]): string {
  return policyExample('cors', 'Gateway', ['traffic:', '  cors:', ...fields.map((field) => `    ${field}`)].join('\n'));
}

