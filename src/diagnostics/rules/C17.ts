import { isBefore } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { policyExample } from '../examples/policy-example';
import { backendSettings } from '../lookup/backend-settings';

/** TCP settings towards backends, which no release before the development branch implements. */
export const C17: DiagnosticRule = {
  code: 'C17',
  title: '`tcp` of a backend has no effect',
  severity: 'error',
  security: true,
  written: '`backend.tcp` in a policy, or `policies.tcp` in a backend or a target',
  happens: 'up to 1.4 the controller does not translate it: the policy shows Accepted and Attached, and connections have neither the timeout nor the keepalive; the release after 1.4 has it',
  instead: 'remove it, and use `backend.http.requestTimeout` against servers that hang',
  triggers: [policyExample('connections', 'AgentgatewayBackend', 'backend:\n  tcp: { connectTimeout: 5s }')],
  nearMisses: [policyExample('connections', 'AgentgatewayBackend', 'backend:\n  http: { requestTimeout: 5s }')],
  check: ({ manifests, targetVersion }) => isBefore(targetVersion, 'main')
    ? backendSettings(manifests).flatMap(({ manifest, field, settings }): RuleFinding[] => settings.tcp === undefined ? [] : [{
      manifest,
      field: [...field, 'tcp'],
      message: `\`tcp\` is not implemented in agentgateway ${targetVersion} and has no effect`,
      help: 'remove it; `http.requestTimeout` bounds requests',
      // beside other fields the policy still does something
      ...(Object.keys(settings).length > 1 && { severity: 'warning' }),
    }])
    : [],
};
