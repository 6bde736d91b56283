import { CONTROLLER } from '../../gateway';
import { manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';

function gatewayClass(parametersRef: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: agentgateway-large }
spec:
  controllerName: agentgateway.dev/agentgateway
  parametersRef: ${parametersRef}
`;
}

/** A class whose parameters cannot be found. */
export const C35: DiagnosticRule = {
  code: 'C35',
  title: 'The parameters of a GatewayClass have no namespace',
  severity: 'info',
  security: false,
  written: 'a `parametersRef` to AgentgatewayParameters without `namespace` in a GatewayClass',
  happens: 'a GatewayClass has no namespace of its own to look in: the Gateways of the class are `Accepted=False` for the reason `InvalidParameters`, on every release',
  instead: 'write the `namespace` of the AgentgatewayParameters',
  triggers: [gatewayClass('{ group: agentgateway.dev, kind: AgentgatewayParameters, name: large }')],
  nearMisses: [gatewayClass('{ group: agentgateway.dev, kind: AgentgatewayParameters, name: large, namespace: agentgateway-system }')],
  check: ({ manifests }) => manifestsOfKind(manifests, 'GatewayClass').flatMap((manifest): RuleFinding[] => {
    const ref = manifest.object.spec.controllerName === CONTROLLER
      ? manifest.object.spec.parametersRef
      : undefined;
    return ref?.kind !== 'AgentgatewayParameters' || ref.namespace !== undefined ? [] : [{
      manifest,
      field: ['spec', 'parametersRef'],
      message: `\`AgentgatewayParameters\` \`${ref.name}\` cannot be found without its namespace`,
      help: 'add `namespace`',
    }];
  }),
};
