import { AgentgatewayPolicy } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { policyExample } from '../examples/policy-example';
import { rateLimitExample } from '../examples/rate-limit-example';
import { blocksAt } from '../lookup/blocks-at';

/** The blocks that protect, and what a request escapes that they leave out. */
const PROTECTIONS = { extAuth: 'external authorization', rateLimit: 'a rate limit' } as const;

const BY_CONDITION = 'conditional:\n      - condition: \'request.method == "POST"\'\n        policy: { backendRef: { name: authz, port: 9000 }, grpc: {} }';
const EXT_AUTH = `traffic:\n  extAuth:\n    ${BY_CONDITION}`;
const LIMIT = '{ condition: \'request.path == "/mcp"\', policy: { local: [{ requests: 10, unit: Seconds }] } }';

/** A protection with a condition on every entry. */
export const C36: DiagnosticRule = {
  code: 'C36',
  title: 'Requests that meet no condition pass without the protection',
  severity: 'warning',
  security: true,
  written: '`extAuth.conditional` or `rateLimit.conditional` with a `condition` in every entry',
  happens: 'a request that meets no condition is neither asked about nor limited, and a condition that fails counts as not met, since 1.2, which brought `conditional`',
  instead: 'add a last entry without `condition`; acknowledge the finding where the other requests need no protection',
  triggers: [policyExample('authz', 'Gateway', EXT_AUTH), rateLimitExample(`conditional: [${LIMIT}]`)],
  nearMisses: [
    policyExample('authz', 'Gateway', `${EXT_AUTH}\n      - policy: { backendRef: { name: authz, port: 9001 }, grpc: {} }`),
    rateLimitExample(`conditional: [${LIMIT}, { policy: { local: [{ requests: 100, unit: Seconds }] } }]`),
    policyExample('answer', 'Gateway', 'traffic:\n  directResponse:\n    conditional: [{ condition: \'request.path == "/health"\', policy: { status: 200 } }]'),
  ],
  check: ({ manifests }) => (['extAuth', 'rateLimit'] as const).flatMap((block) =>
    blocksAt(manifests, `spec.traffic.${block}`).flatMap(({ manifest, field, value }): RuleFinding[] => {
      const last = (value as NonNullable<NonNullable<AgentgatewayPolicy['spec']['traffic']>[typeof block]>).conditional?.at(-1);
      return last?.condition === undefined ? [] : [{
        manifest,
        field: [...field, 'conditional'],
        message: `every entry has a condition, and requests that meet none, or where it fails, pass without ${PROTECTIONS[block]}`,
        help: 'add a last entry without `condition`, or acknowledge it with a reason',
      }];
    })),
};
