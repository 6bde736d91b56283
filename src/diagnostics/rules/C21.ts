import { FieldPath, isBefore, Manifest, manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { guardrailExample } from '../examples/guardrail-example';
import { policyExample } from '../examples/policy-example';
import { blocksAt, PlacedBlock } from '../lookup/blocks-at';
import { guardrailProcessors } from '../lookup/guardrail-processors';

const EXT_AUTH = 'traffic:\n  extAuth:\n    backendRef: { name: authz, port: 9000 }\n    grpc: {}';

/** A check by another service that an outage takes away. */
export const C21: DiagnosticRule = {
  code: 'C21',
  title: 'An outage lets requests through unchecked',
  severity: 'warning',
  security: true,
  written: '`failureMode: FailOpen` in `extAuth` or in a guardrail',
  happens: 'while the service is down, slow or unreachable, requests pass without its check; left out, it means `FailClosed`. Releases before 1.0 let requests pass in any case',
  instead: 'leave `failureMode` out; acknowledge the finding where the check is no protection',
  triggers: [guardrailExample({ failureMode: 'FailOpen' }), policyExample('authz', 'Gateway', `${EXT_AUTH}\n    failureMode: FailOpen`)],
  nearMisses: [guardrailExample({}), policyExample('authz', 'Gateway', EXT_AUTH)],
  check: ({ manifests, targetVersion }) => {
    const failsOpen = (manifest: Manifest, field: FieldPath, what: string): RuleFinding => ({
      manifest,
      field,
      message: `while ${what} is out of order, requests pass unchecked (\`failureMode: FailOpen\`)`,
      help: 'remove `failureMode`, so that requests are refused meanwhile, or acknowledge it with a reason',
    });
    return [
      ...guardrailProcessors(manifests).filter(({ remote }) => remote.failureMode === 'FailOpen').map(({ manifest, field }) =>
        failsOpen(manifest, [...field, 'failureMode'], 'the guardrail')),
      ...externalAuthorizations(manifests).flatMap(({ manifest, field, value }): RuleFinding[] => isBefore(targetVersion, '1.0')
        ? [{
          manifest,
          field,
          message: `while external authorization is out of order, agentgateway ${targetVersion} lets requests pass unchecked`,
          help: 'target 1.0 or later, where such requests are refused',
        }]
        : (value as { failureMode?: string }).failureMode === 'FailOpen' ? [failsOpen(manifest, [...field, 'failureMode'], 'external authorization')] : []),
    ];
  },
};

/** Every `extAuth` block that names a service; the one around conditional entries does not. */
function externalAuthorizations(manifests: readonly Manifest[]): readonly PlacedBlock[] {
  const ofBackends = manifestsOfKind(manifests, 'AgentgatewayBackend').flatMap((manifest) => {
    const value = manifest.object.spec.policies?.extAuth;
    return value === undefined ? [] : [{ manifest, field: ['spec', 'policies', 'extAuth'], value }];
  });
  return [...blocksAt(manifests, 'spec.traffic.extAuth'), ...blocksAt(manifests, 'spec.backend.extAuth'), ...ofBackends]
    .filter(({ value }) => !Object.hasOwn(value as object, 'conditional'));
}
