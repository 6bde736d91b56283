import { keyOf } from '../../gateway';
import { isBefore } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { nearest } from '../nearest';

const GATEWAY_API = 'gateway.networking.k8s.io';
const AGENTGATEWAY = 'agentgateway.dev';

/** The kinds whose references the controller checks, by group. */
const FROM: Readonly<Record<string, readonly string[]>> = {
  [GATEWAY_API]: ['Gateway', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'ListenerSet'],
  [AGENTGATEWAY]: ['AgentgatewayPolicy', 'AgentgatewayBackend'],
};
const TO: Readonly<Record<string, readonly string[]>> = { '': ['Service', 'Secret'], [AGENTGATEWAY]: ['AgentgatewayBackend'] };
/** Since August 2026, a route that hands requests on to one of another namespace may have to be granted that. */
const TO_ROUTES = { [GATEWAY_API]: ['HTTPRoute'] };

function grant({ namespace = 'shared', kind = 'HTTPRoute', from = 'apps', to = 'group: agentgateway.dev, kind: AgentgatewayBackend' } = {}): string {
  return `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: routes, namespace: ${namespace} }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: ${kind}, namespace: ${from} }]
  to: [{ ${to} }]
`;
}

/** A ReferenceGrant that grants nothing. */
export const B04: DiagnosticRule = {
  code: 'B04',
  title: 'A ReferenceGrant grants nothing',
  severity: 'error',
  security: false,
  written: 'a ReferenceGrant in the namespace of the route instead of the backend\'s, or one for a kind that the controller does not look at, such as ConfigMap',
  happens: 'it is ignored, and the reference stays refused, on every release',
  instead: 'put the grant into the namespace of what is referred to; `from` can be policies, backends, Gateways, ListenerSets and routes, `to` Services, Secrets and AgentgatewayBackends',
  triggers: [
    grant({ namespace: 'apps' }), grant({ kind: 'HttpRoute' }), grant({ to: 'group: \'\', kind: ConfigMap' }),
    grant().replace('from: [', 'from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shared }, '),
  ],
  nearMisses: [grant(), grant({ to: 'group: \'\', kind: Secret' }), grant({ kind: 'TLSRoute' })],
  check: (subject) => manifestIndexOf(subject).grants.flatMap((manifest): RuleFinding[] => {
    const granted = isBefore(subject.targetVersion, 'main') ? TO : { ...TO, ...TO_ROUTES };
    const own = keyOf(manifest.object).namespace;
    const { from, to } = manifest.object.spec;
    // grants between kinds of other controllers are not ours to judge
    const ours = from.some(({ group }) => Object.hasOwn(FROM, group));
    return [
      ...from.flatMap(({ group, kind, namespace }, index): RuleFinding[] => {
        if (namespace === own) {
          // beside an entry for another namespace it is superfluous, and the grant works
          return from.some((other) => other.namespace !== own) ? [{
            manifest,
            field: ['spec', 'from', index, 'namespace'],
            severity: 'info',
            message: `references inside the namespace \`${own}\` need no grant, so this entry grants nothing`,
            help: 'remove the entry',
          }] : [{
            manifest,
            field: ['spec', 'from', index, 'namespace'],
            message: `references inside the namespace \`${own}\` need no grant, and a grant here allows none into another`,
            help: 'put the ReferenceGrant into the namespace of what is referred to',
          }];
        }
        return !Object.hasOwn(FROM, group) || FROM[group].includes(kind) ? [] : [{
          manifest,
          field: ['spec', 'from', index, 'kind'],
          message: `references of the kind \`${kind}\` in \`${group}\` are not looked at`,
          help: helpFor(kind, FROM),
        }];
      }),
      ...(ours ? to : []).flatMap(({ group, kind }, index): RuleFinding[] => Object.hasOwn(granted, group) && granted[group].includes(kind) ? [] : [{
        manifest,
        field: ['spec', 'to', index, 'kind'],
        message: `references to the kind \`${kind}\` in \`${group}\` cannot be granted`,
        help: helpFor(kind, granted),
      }]),
    ];
  }),
};

function helpFor(kind: string, kinds: typeof FROM): string {
  const known = Object.entries(kinds).flatMap(([group, names]) => names.map((name) => ({ group, name })));
  const meant = nearest(kind, known.map(({ name }) => name));
  return meant === undefined
    ? `write one of ${known.map(({ name }) => `\`${name}\``).join(', ')}`
    : `write \`group: ${known.find(({ name }) => name === meant)?.group || '\'\''}\` and \`kind: ${meant}\``;
}
