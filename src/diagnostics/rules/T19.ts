import { keyOf, CONTROLLER } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { targetExample } from '../examples/target-example';
import { attachmentsOf } from '../lookup/attachments';
import { foreignTarget } from '../lookup/foreign-target';
import { textOfKey } from '../lookup/text-of-key';

const LISTENERS = '  listeners: [{ name: http, port: 80,';

/** A Gateway of the class `edge`, with the documents given. */
function ofClass(...documents: readonly string[]): string {
  return gatewayExample(...documents).replace(`gatewayClassName: agentgateway\n${LISTENERS}`, `gatewayClassName: edge\n${LISTENERS}`);
}

function edge(controllerName: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: edge }
spec: { controllerName: ${controllerName} }
`;
}

const ON_GATEWAY = targetExample('group: gateway.networking.k8s.io, kind: Gateway, name: agentgateway-proxy');
const ON_ROUTE = targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp');
const FOREIGN = edge('gateway.envoyproxy.io/gatewayclass-controller');

const SECOND_PARENT = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: second, namespace: agentgateway-system }
spec:
  gatewayClassName: agentgateway
  listeners: [{ name: http, port: 81, protocol: HTTP }]
`;

/** A policy of agentgateway on a Gateway that is not agentgateway's. */
export const T19: DiagnosticRule = {
  code: 'T19',
  title: 'A policy targets the Gateway of another controller',
  severity: 'error',
  security: true,
  written: 'an AgentgatewayPolicy on a Gateway whose GatewayClass names another controller, or on what hangs on such Gateways alone',
  happens: 'the data plane behind the Gateway never hears of the policy: requests pass without it, and its status does not say so, on every release',
  instead: 'write `gatewayClassName: agentgateway`, or remove the policy',
  triggers: [ofClass(ON_GATEWAY, FOREIGN), ofClass(ON_ROUTE, FOREIGN)],
  nearMisses: [
    ofClass(ON_GATEWAY, edge(CONTROLLER)),
    // a class that is not among the manifests may be agentgateway's
    ofClass(ON_GATEWAY),
    ofClass(ON_ROUTE, FOREIGN, SECOND_PARENT).replace('parentRefs: [{', 'parentRefs: [{ name: second }, {'),
    // without a policy the other controller is nobody's concern
    ofClass(FOREIGN),
  ],
  check: (subject) => attachmentsOf(subject).flatMap((attachment): RuleFinding[] => {
    const foreign = foreignTarget(subject, attachment);
    if (foreign === undefined) {
      return [];
    }
    const { policy, field, kind, key } = attachment;
    const gateway = `the Gateway \`${textOfKey(keyOf(foreign.gateway.object))}\``;
    return [{
      manifest: policy,
      field,
      message: `${gateway}${kind === 'Gateway' ? '' : `, which serves ${kind} \`${textOfKey(key)}\`,`} is reconciled by \`${foreign.controller}\`, so that this policy governs nothing`,
      help: `write \`gatewayClassName: agentgateway\` there, or a class of \`${CONTROLLER}\``,
    }];
  }),
};
