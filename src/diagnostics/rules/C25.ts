import { isKind, quantity } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { policyExample } from '../examples/policy-example';
import { valuesAt } from '../lookup/values-at';

const SIZES = [
  'spec.traffic.extAuth.forwardBody.maxSize', 'spec.traffic.extAuth.conditional[].policy.forwardBody.maxSize',
  'spec.traffic.buffer.request.maxBytes', 'spec.traffic.buffer.response.maxBytes', 'spec.backend.extAuth.forwardBody.maxSize',
  'spec.policies.extAuth.forwardBody.maxSize', 'spec.frontend.http.http2ConnectionWindowSize', 'spec.frontend.http.http2MaxHeaderSize',
  'spec.frontend.http.http2WindowSize', 'spec.frontend.http.maxBufferSize',
];

/** A number of bytes that only looks like one. */
export const C25: DiagnosticRule = {
  code: 'C25',
  title: 'A size in bytes is treated as unset',
  severity: 'error',
  security: false,
  written: 'a size such as `"0"`, `"-1"` or `"1.5"`: a text, and a quantity, but no whole number of bytes above zero',
  happens: 'the API server checks the range of numbers, not that of texts, and the data plane takes such a text as if the field were absent: the default holds, on every release',
  instead: 'write a whole number of bytes from 1 to 4294967295, or a quantity that comes to one, such as `64Ki`',
  triggers: [
    policyExample('sizes', 'Gateway', 'frontend:\n  http: { maxBufferSize: "0" }'),
    policyExample('sizes', 'Gateway', 'frontend:\n  http: { maxBufferSize: "1.5" }'),
    policyExample('sizes', 'Gateway', 'traffic:\n  buffer: { request: { maxBytes: "-1" } }'),
  ],
  nearMisses: [
    policyExample('sizes', 'Gateway', 'frontend:\n  http: { maxBufferSize: 64Ki }'),
    policyExample('sizes', 'Gateway', 'frontend:\n  http: { maxBufferSize: 65536 }'),
  ],
  check: ({ manifests }) => manifests
    .filter((manifest) => isKind(manifest, 'AgentgatewayPolicy') || isKind(manifest, 'AgentgatewayBackend'))
    .flatMap((manifest) => valuesAt(manifest.object, SIZES).flatMap(({ field, value }): RuleFinding[] => {
      const bytes = typeof value === 'string' ? quantity(value) : 1;
      return Number.isInteger(bytes) && bytes >= 1 && bytes < 2 ** 32 ? [] : [{
        manifest,
        field,
        message: `\`${String(value)}\` is no whole number of bytes from 1 to 4294967295, so the field counts as absent`,
        help: 'write a whole number of bytes, or a quantity such as `64Ki`',
      }];
    })),
};
