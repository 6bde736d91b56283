import { isBefore, manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { policyExample } from '../examples/policy-example';

/** `traffic.timeouts` without a timeout. */
export const C14: DiagnosticRule = {
  code: 'C14',
  title: '`timeouts` says nothing',
  severity: 'error',
  security: false,
  written: '`traffic.timeouts: {}`, without `request`',
  happens: 'up to 1.4 the schema accepts it, and the controller reads a value that is not there, which can crash it; the release after 1.4 refuses it',
  instead: 'write `request`, or leave `timeouts` out',
  triggers: [policyExample('timeouts', 'HTTPRoute', 'traffic:\n  timeouts: {}')],
  nearMisses: [policyExample('timeouts', 'HTTPRoute', 'traffic:\n  timeouts: { request: 1h }')],
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, 'main')
    ? manifestsOfKind(manifests, 'AgentgatewayPolicy').flatMap((manifest): RuleFinding[] =>
      manifest.object.spec.traffic?.timeouts !== undefined && manifest.object.spec.traffic.timeouts.request === undefined ? [{
        manifest,
        field: ['spec', 'traffic', 'timeouts'],
        message: '`timeouts` without `request` can crash the controller',
        help: 'set `request`, or remove `timeouts`',
      }] : [])
    : [],
};
