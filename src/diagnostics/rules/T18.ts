import { CONTROLLER, isKgateway, isRouteRef, keyOf, ManifestOf, ObjectKey } from '../../gateway';
import { Gateway, GatewayClass, HttpRoute, isBefore, Manifest, manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { delegationExample } from '../examples/delegation-example';
import { gatewayExample } from '../examples/gateway-example';
import { isMistakenController } from '../lookup/is-mistaken-controller';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { onePerField } from '../lookup/one-per-field';
import { RouteBackendRef, routeBackendRefs } from '../lookup/route-backend-refs';
import { textOfKey } from '../lookup/text-of-key';
import { unsettledRoutes } from '../lookup/unsettled-routes';
import { nearest } from '../nearest';

/** What the kinds of kgateway became. */
const REPLACEMENTS: Readonly<Record<string, string | undefined>> = {
  TrafficPolicy: 'an AgentgatewayPolicy with `traffic`',
  HTTPListenerPolicy: 'an AgentgatewayPolicy with `frontend`',
  ListenerPolicy: 'an AgentgatewayPolicy with `frontend`',
  BackendConfigPolicy: 'an AgentgatewayPolicy with `backend`',
  DirectResponse: 'an AgentgatewayPolicy with `traffic.directResponse`',
  Backend: 'an AgentgatewayBackend',
  GatewayParameters: 'an AgentgatewayParameters',
};

/** Two routes refer to one alike, and it names only one of them. */
const UNSETTLED = delegationExample({ spec: 'parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: other, namespace: agentgateway-system }]' }, `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: other, namespace: agentgateway-system }
spec: { rules: [{ backendRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: tools, namespace: team }] }] }
`);

/** An object of a product line that agentgateway has left. */
export const T18: DiagnosticRule = {
  code: 'T18',
  title: 'A kind or class that agentgateway does not serve',
  severity: 'error',
  security: false,
  written: 'a kind of `gateway.kgateway.dev`, an `XListenerSet`, a Gateway of the class `kgateway`, or an HTTPRoute in `backendRefs`',
  happens: 'the object is unknown or nobody reconciles it: it does nothing, since 1.0 (kgateway 2.2 for the kinds of `gateway.kgateway.dev`). Up to 0.12 an `XListenerSet` is served where experimental features are on, and what comes in through it is not judged here. Requests are handed on to an HTTPRoute since 1.2; where a route names other parents or a Gateway beside it, what happens depends on the release, and is not judged here',
  instead: 'write the kind of `agentgateway.dev` that took its place, `ListenerSet` of `gateway.networking.k8s.io/v1`, and the class `agentgateway`',
  triggers: [gatewayExample(`
apiVersion: gateway.kgateway.dev/v1alpha1
kind: TrafficPolicy
metadata: { name: access, namespace: agentgateway-system }
spec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp }] }
`), gatewayExample().replace('gatewayClassName: agentgateway', 'gatewayClassName: kgateway'), gatewayExample().replace('gatewayClassName: agentgateway', 'gatewayClassName: agent-gateway'), `
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XListenerSet
metadata: { name: team, namespace: agentgateway-system }
spec: { parentRef: { name: agentgateway-proxy }, listeners: [{ name: team, port: 8080, protocol: HTTP }] }
`, UNSETTLED],
  nearMisses: [delegationExample({}), gatewayExample(), gatewayExample().replace('gatewayClassName: agentgateway', 'gatewayClassName: istio'), gatewayExample(`
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: agentgateway2 }
spec: { controllerName: ${CONTROLLER} }
`).replace('gatewayClassName: agentgateway', 'gatewayClassName: agentgateway2')],
  check: (subject) => [
    ...subject.manifests.flatMap((manifest) => findKinds(subject, manifest)),
    ...manifestsOfKind(subject.manifests, 'Gateway').flatMap((manifest) => findGateway(subject, manifest)),
    ...manifestsOfKind(subject.manifests, 'GatewayClass').flatMap(findClass),
    ...manifestsOfKind(subject.manifests, 'HTTPRoute').flatMap((manifest) => findReferences(subject, manifest)),
    ...routeBackendRefs(subject).flatMap((ref) => findRoute(subject, ref)),
    ...findUnsettled(subject),
  ],
};

function findKinds(subject: Subject, manifest: Manifest): readonly RuleFinding[] {
  const { apiVersion, kind } = manifest.object;
  if (apiVersion.startsWith('gateway.kgateway.dev/') && !servesKgateway(subject)) {
    return [{
      manifest,
      field: ['apiVersion'],
      message: `kind \`${kind}\` of \`gateway.kgateway.dev\` does nothing in agentgateway`,
      help: `write ${REPLACEMENTS[kind] ?? 'a kind of `agentgateway.dev`'} (\`agentgateway.dev/v1alpha1\`) instead`,
    }];
  }
  return kind === 'XListenerSet' && apiVersion.startsWith('gateway.networking.x-k8s.io/')
    ? [{ manifest, field: ['kind'], ...ofXListenerSet(subject, keyOf(manifest.object), 'write `ListenerSet` of `gateway.networking.k8s.io/v1`') }]
    : [];
}

/** What becomes of an XListenerSet: it was an experiment up to 0.12, which agentgateway takes part in where it is told to, and this checker does not. */
function ofXListenerSet({ targetVersion }: Subject, key: ObjectKey, replace: string): Pick<RuleFinding, 'severity' | 'security' | 'message' | 'help'> {
  return isBefore(targetVersion, '1.0') ? {
    severity: 'warning',
    security: true,
    message: `what comes in through XListenerSet \`${textOfKey(key)}\` is not judged; agentgateway ${targetVersion} serves it where experimental features are on`,
    help: `target 1.0 or later and ${replace}, or acknowledge that its routes and policies have been looked at`,
  } : {
    message: 'kind `XListenerSet` is no longer read since 1.0',
    help: replace,
  };
}

/** Manifests with nothing of agentgateway in them may well be kgateway's own. */
function servesKgateway(subject: Subject): boolean {
  return manifestIndexOf(subject).gateways.some(({ object }) => isKgateway(object.spec.gatewayClassName));
}

function findGateway(subject: Subject, manifest: ManifestOf<Gateway>): readonly RuleFinding[] {
  const { gatewayClassName } = manifest.object.spec;
  const index = manifestIndexOf(subject);
  const isDefined = index.gatewayClasses.some(({ object }) => object.metadata.name === gatewayClassName);
  const mistyped = gatewayClassName !== 'agentgateway' && !isDefined && nearest(gatewayClassName, ['agentgateway']) !== undefined;
  if (!mistyped && !(isKgateway(gatewayClassName) && (index.policies.length > 0 || index.backends.values().length > 0))) {
    return [];
  }
  return [{
    manifest,
    field: ['spec', 'gatewayClassName'],
    security: true,
    message: `a Gateway of the class \`${gatewayClassName}\` is not served by agentgateway, and no policy of \`agentgateway.dev\` holds on it`,
    help: 'write `gatewayClassName: agentgateway`',
  }];
}

/** A class for agentgateway with the controller of the older product line. */
function findClass(manifest: ManifestOf<GatewayClass>): readonly RuleFinding[] {
  const { controllerName } = manifest.object.spec;
  return isMistakenController(controllerName) ? [{
    manifest,
    field: ['spec', 'controllerName'],
    message: `no controller is called \`${controllerName}\``,
    help: `write \`controllerName: ${CONTROLLER}\``,
  }] : [];
}

function findReferences(subject: Subject, manifest: ManifestOf<HttpRoute>): readonly RuleFinding[] {
  const { parentRefs = [], rules = [] } = manifest.object.spec;
  return [
    ...parentRefs.flatMap(({ kind, namespace = keyOf(manifest.object).namespace, name }, index): RuleFinding[] => kind === 'XListenerSet' ? [{
      manifest,
      field: ['spec', 'parentRefs', index, 'kind'],
      ...ofXListenerSet(subject, { namespace, name }, 'write `kind: ListenerSet` and `group: gateway.networking.k8s.io`'),
    }] : []),
    ...rules.flatMap(({ backendRefs = [] }, rule) => backendRefs.flatMap(({ group }, index): RuleFinding[] => group === 'gateway.kgateway.dev' ? [{
      manifest,
      field: ['spec', 'rules', rule, 'backendRefs', index, 'group'],
      message: 'a backend of `gateway.kgateway.dev` does nothing in agentgateway',
      help: 'write `group: agentgateway.dev` and `kind: AgentgatewayBackend`',
    }] : [])),
  ];
}

/** Requests that a route would hand on to a further route. */
function findRoute({ targetVersion }: Subject, { route, field, group, kind, key }: RouteBackendRef): readonly RuleFinding[] {
  return !isRouteRef({ group, kind }) || !isBefore(targetVersion, '1.2') ? [] : [{
    manifest: route,
    field: [...field, 'kind'],
    message: `requests are not handed on to HTTPRoute \`${textOfKey(key)}\`: a route in \`backendRefs\` is served since 1.2 only`,
    help: 'lead the rule to a backend, and attach the other route to the Gateway itself',
  }];
}

/** Requests that a route hands on, and nobody can tell which: it depends on the release, or the routes are too many to be followed. */
function findUnsettled(subject: Subject): readonly RuleFinding[] {
  return onePerField(unsettledRoutes(subject).map(({ ref: { manifest, field, key } }) => ({
    manifest,
    field: [...field, 'name'],
    security: true,
    message: `which requests are handed on to HTTPRoute \`${textOfKey(key)}\`, and whether a policy guards them there, is not judged`,
    help: 'name this route in `parentRefs` of those that it hands requests on to, and no Gateway beside it; keep chains of routes short',
  })));
}
