import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { delegationExample } from '../examples/delegation-example';
import { gatewayExample } from '../examples/gateway-example';
import { routeExample } from '../examples/route-example';
import { targetExample } from '../examples/target-example';
import { attachmentsOf } from '../lookup/attachments';
import { foreignTarget } from '../lookup/foreign-target';
import { whyIdle } from '../lookup/why-idle';

const UNUSED = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: unused, namespace: agentgateway-system }
spec: { mcp: { targets: [{ name: tools, static: { host: tools.example.com, port: 80 } }] } }
`;

const SELECTED = routeExample('name: tools, port: 8080');

const ON_TOOLS = targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: tools', { namespace: 'team' });

/** A policy on something that no Gateway serves. */
export const T16: DiagnosticRule = {
  code: 'T16',
  title: 'A policy targets something that no Gateway serves',
  severity: 'warning',
  security: false,
  written: 'a policy on a route without an accepted parent that no other route hands requests on to, or on an MCP backend that no route leads to',
  happens: 'the policy governs no request (`Attached: False … is not attached to any Gateway`), on every release',
  instead: 'attach the route to a listener that accepts it, lead a route to the backend, or remove the policy',
  triggers: [
    gatewayExample(UNUSED, targetExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: unused', { body: 'backend: { tls: {} }' })),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp'))
      .replace('parentRefs: [{ name: agentgateway-proxy }]', 'parentRefs: [{ name: agentgateway-proxy, sectionName: https }]'),
    delegationExample({ path: '/tools' }, ON_TOOLS),
  ],
  nearMisses: [
    delegationExample({}, ON_TOOLS),
    delegationExample({ spec: 'parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp, namespace: agentgateway-system }]' }, ON_TOOLS),
    gatewayExample(UNUSED, targetExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: github', { body: 'backend: { tls: {} }' })),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp')),
    gatewayExample(targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp')).replace('gatewayClassName: agentgateway', 'gatewayClassName: kgateway'),
    gatewayExample(SELECTED, targetExample('group: gateway.networking.k8s.io, kind: HTTPRoute, name: tools', { namespace: 'apps' }))
      .replace('protocol: HTTP }', 'protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: apps } } } } }'),
  ],
  check: (subject) => attachmentsOf(subject).flatMap((attachment): RuleFinding[] => {
    const problem = whyIdle(subject, attachment);
    // what serves a route of another controller is T19
    return problem === undefined || foreignTarget(subject, attachment) !== undefined
      ? []
      : [{ manifest: attachment.policy, field: attachment.field, ...problem }];
  }),
};
