import { keyOf, ManifestOf, RouteStep, RuleStep, selectedRoutes, UnusableBackend, WeightedBackend } from '../../gateway';
import { FieldPath, HttpRoute, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { delegationExample } from '../examples/delegation-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { missingObjectHelp } from '../lookup/missing-object-help';
import { oncePerSubject } from '../lookup/once-per-subject';
import { onePerField } from '../lookup/one-per-field';
import { routeGroups } from '../lookup/route-steps';
import { textOfKey } from '../lookup/text-of-key';

const BACK = 'group: gateway.networking.k8s.io, kind: HTTPRoute, name: tools';
const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };

/** A route that hands requests on, and nothing comes of it. */
export const B37: DiagnosticRule = {
  code: 'B37',
  title: 'Requests are handed on to a route in vain',
  severity: 'error',
  security: false,
  written: 'an HTTPRoute in `backendRefs` that is not there or names other parents, a route whose matches or hostnames lie outside those of the rule above it, or routes that hand on to each other in a circle',
  happens: 'what no route below matches is answered 404, whatever else the Gateway serves, and a circle is answered 500 (1.2 and later)',
  instead: 'write the whole path into the matches of the route below, and the route above into its `parentRefs`, or no parent at all',
  triggers: [
    delegationExample({ path: '/tools' }),
    delegationExample({ to: 'name: tool, namespace: team' }),
    delegationExample({ spec: 'parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: other }]' }),
    delegationExample({ spec: 'hostnames: [b.example]' }).replace('parentRefs: [{ name: agentgateway-proxy }]', 'parentRefs: [{ name: agentgateway-proxy }]\n  hostnames: [a.example]'),
    delegationExample({ backend: BACK }),
    delegationExample({ to: "name: '*', namespace: other" }),
  ],
  nearMisses: [
    delegationExample({}),
    delegationExample({ path: '/' }),
    delegationExample({ to: "name: '*', namespace: team", spec: 'parentRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: mcp, namespace: agentgateway-system }]' }),
  ],
  check: (subject) => onePerField(routeGroups(subject).flatMap(({ steps }) => steps.flatMap((step) => [
    ...neverReached(subject, step),
    ...step.rules.flatMap((rule) => rule.cyclic ? [circle(rule)] : rule.rule.backends.flatMap((backend) => nobody(subject, rule, backend))),
  ]))),
};

function neverReached(subject: Subject, { route: { manifest, key } }: RouteStep): readonly RuleFinding[] {
  const reached = reachedRules(subject).get(manifest) ?? new Set();
  return ((manifest as ManifestOf<HttpRoute>).object.spec.rules ?? []).flatMap((_rule, position): RuleFinding[] => reached.has(position) ? [] : [{
    manifest,
    field: ['spec', 'rules', position],
    severity: 'warning',
    message: `no request that is handed on to HTTPRoute \`${textOfKey(key)}\` comes to this rule`,
    help: 'write matches and hostnames that lie within those of the rule above, with the whole path',
  }]);
}

/** The places of the rules that some request comes to, by route. */
const reachedRules = oncePerSubject((subject): ReadonlyMap<Manifest, ReadonlySet<number>> => {
  const reached = new Map<Manifest, Set<number>>();
  for (const { rule: { manifest, field } } of routeGroups(subject).flatMap(({ steps }) => steps.flatMap(({ rules }) => rules))) {
    const positions = reached.get(manifest) ?? new Set();
    reached.set(manifest, positions.add(Number(field[2])));
  }
  return reached;
});

function circle({ rule: { manifest, field, route } }: RuleStep): RuleFinding {
  return {
    manifest,
    field: [...field, 'backendRefs'],
    message: `what HTTPRoute \`${textOfKey(route)}\` hands on comes back to it, and is answered 500`,
    help: 'lead one of the routes to a backend',
  };
}

function nobody(subject: Subject, { next }: RuleStep, { backend }: WeightedBackend): readonly RuleFinding[] {
  if (backend.kind !== 'unusable' || next.get(backend)?.length !== 0 || subject.isExternal('HTTPRoute', backend.unusable.key)) {
    return [];
  }
  const { unusable } = backend;
  const field: FieldPath = [...unusable.field, 'name'];
  const refused = selectedByRef(subject, unusable).map(({ object }) => textOfKey(keyOf(object)));
  if (refused.length > 0) {
    return [{
      manifest: unusable.manifest,
      field,
      message: `HTTPRoute \`${refused[0]}\` takes nothing that is handed on to it from here, and the requests are answered 404`,
      help: 'name this route in its `parentRefs`, or no parent at all',
    }];
  }
  // other routes of a namespace are often somebody else's
  const isName = !/[*=]/.test(unusable.key.name);
  return [{
    manifest: unusable.manifest,
    field,
    ...(!isName && { severity: 'warning' as const }),
    message: `no HTTPRoute takes what is handed on to \`${textOfKey(unusable.key)}\`, and the requests are answered 404`,
    help: isName ? missingObjectHelp(subject, HTTP_ROUTE, unusable.key) : 'add a route that the reference selects',
  }];
}

function selectedByRef(subject: Subject, { manifest, key }: UnusableBackend): readonly ManifestOf<HttpRoute>[] {
  return selectedRoutes({ route: manifest as ManifestOf<HttpRoute>, key }, manifestIndexOf(subject));
}
