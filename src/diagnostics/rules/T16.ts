import { isServed, keyOf, ManifestIndex, ManifestOf, routeParents } from '../../gateway';
import { Gateway, isKind, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { delegationExample } from '../examples/delegation-example';
import { gatewayExample } from '../examples/gateway-example';
import { routeExample } from '../examples/route-example';
import { targetExample } from '../examples/target-example';
import { Attachment, attachmentsOf } from '../lookup/attachments';
import { findObject } from '../lookup/find-object';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mayBeSelected } from '../lookup/may-be-selected';
import { oncePerSubject } from '../lookup/once-per-subject';
import { ParentRef, parentsByRoute } from '../lookup/parents-by-route';
import { RefusedParent, refusedParents } from '../lookup/refused-parents';
import { routeBackendRefs } from '../lookup/route-backend-refs';
import { textOfKey } from '../lookup/text-of-key';
import { unsettledRoutes } from '../lookup/unsettled-routes';

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
    const problem = problemOf(subject, attachment);
    return problem === undefined ? [] : [{ manifest: attachment.policy, field: attachment.field, ...problem }];
  }),
};

function problemOf(subject: Subject, { target, key }: Attachment): Pick<RuleFinding, 'message' | 'help'> | undefined {
  if (target && isKind(target, 'HTTPRoute')) {
    const parents = parentsByRoute(subject).get(target) ?? [];
    const above = routeParents(target).filter((parent) => findObject(subject.manifests, 'HTTPRoute', parent));
    // a parent of another sort is not ours to judge
    const { parentRefs = [] } = target.object.spec;
    const allKnown = parents.length + above.length === parentRefs.length && parents.every((parent) => !mayServe(subject, parent));
    return !allKnown || servedRoutes(subject).has(textOfKey(key)) || isUnsettled(subject, target) ? undefined : {
      message: `no Gateway serves HTTPRoute \`${textOfKey(key)}\`, so that this policy governs nothing`,
      help: 'attach the route to a listener that accepts it',
    };
  }
  if (target && isKind(target, 'AgentgatewayBackend') && target.object.spec.mcp) {
    return manifestIndexOf(subject).routes.length === 0 || referencedBackends(subject).has(textOfKey(key)) ? undefined : {
      message: `no route leads to AgentgatewayBackend \`${textOfKey(key)}\`, so that this policy governs nothing`,
      help: 'name the backend in `backendRefs` of a route',
    };
  }
  return undefined;
}

/** Whether what is not among the manifests may have a parent serve its route: the parent, its class, or labels of a Namespace. */
function mayServe(subject: Subject, parent: ParentRef): boolean {
  const { owner } = parent;
  const refused = refusedByParent(subject).get(parent);
  if (!owner || refused) {
    return !owner || refused?.mayAccept === true;
  }
  const index = manifestIndexOf(subject);
  if (isKind(owner, 'Gateway')) {
    return hasForeignClass(owner, index);
  }
  const { namespace } = keyOf(owner.object);
  const { parentRef } = owner.object.spec;
  const gateway = findObject(subject.manifests, 'Gateway', { namespace: parentRef.namespace ?? namespace, name: parentRef.name });
  return !gateway || hasForeignClass(gateway, index) || mayBeSelected(namespace, gateway.object.spec.allowedListeners?.namespaces, index.namespaces);
}

/** Whether another controller than agentgateway's may be the one that the class names: the manifests do not say. */
function hasForeignClass(gateway: ManifestOf<Gateway>, index: ManifestIndex): boolean {
  return !isServed(gateway, index) && !index.gatewayClasses.some(({ object }) => object.metadata.name === gateway.object.spec.gatewayClassName);
}

const refusedByParent = oncePerSubject((subject): ReadonlyMap<ParentRef, RefusedParent> =>
  new Map(refusedParents(subject).map((refused) => [refused.parent, refused])));

const servedRoutes = oncePerSubject(({ gateway }): ReadonlySet<string> =>
  new Set(gateway.listeners.flatMap(({ routes }) => routes.flatMap(({ key, rules }) =>
    [key, ...rules.flatMap(({ above = [] }) => above.map(({ route }) => route))].map(textOfKey)))));

const referencedBackends = oncePerSubject((subject): ReadonlySet<string> =>
  new Set(routeBackendRefs(subject).filter(({ kind }) => kind === 'AgentgatewayBackend').map(({ key }) => textOfKey(key))));

/** Whether a route hands requests on to it, and nobody can tell which. */
function isUnsettled(subject: Subject, route: Manifest): boolean {
  return unsettledRoutes(subject).some(({ routes }) => routes.includes(route));
}
