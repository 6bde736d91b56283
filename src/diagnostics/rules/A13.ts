import { AuthorizationRule, EffectiveListener, keyOf, ObjectKey } from '../../gateway';
import { isBefore, Manifest, TargetVersion } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { onePerField } from '../lookup/one-per-field';
import { policiesByPlace, PolicyPlace } from '../lookup/policies-by-place';
import { sharedList } from '../lookup/shared-list';
import { textOfKey } from '../lookup/text-of-key';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** A place where rules are judged together, and where their policies can have been attached, from the weakest level to the strongest. */
interface GovernedRules {
  readonly title: string;
  readonly rules: readonly AuthorizationRule[];
  /** How many of the levels are those of the listener, and the rules below it that are of these levels alone and have been judged. */
  readonly listener: { readonly levels: number; readonly judged: Set<readonly AuthorizationRule[]> };
  levels(): readonly PolicyPlace[];
}

const MIXED = authorizationExample('http', 'Allow', 'jwt.sub == "alice"')
  .replace('name: access', 'name: listener').replace('targetRefs: [', 'targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: other }, ')
  .replace('name: agentgateway-proxy }]', 'name: agentgateway-proxy, sectionName: http }]');

/** An Allow on a route that widens the Allow of its Gateway. */
export const A13: DiagnosticRule = {
  code: 'A13',
  title: 'An Allow of a more specific level widens access',
  severity: 'warning',
  security: true,
  written: 'an Allow on a route or a backend, below an Allow on the Gateway',
  happens: 'the rules of all levels are put together, and one Allow that matches is enough: the more specific one opens the route to those it names, beside those that the Gateway allows. MCP authorization does so since 1.4; before, the more specific policy replaced the other',
  instead: 'write what must hold beside the Gateway\'s rule as a Require (since 1.1)',
  triggers: [gatewayExample(authorizationExample('http', 'Allow', 'jwt.org == "example"'), authorizationExample('route', 'Allow', 'jwt.sub == "alice"')),
    gatewayExample(authorizationExample('http', 'Allow', 'jwt.org == "example"'), MIXED)],
  nearMisses: [
    // of the targets of a policy, those elsewhere say nothing of the level that it has here
    gatewayExample(MIXED, MIXED.replace('name: listener', 'name: listener-too').replace('name: other }', 'name: other, sectionName: http }')),
    gatewayExample(authorizationExample('http', 'Allow', 'jwt.org == "example"'), authorizationExample('route', 'Require', 'jwt.sub == "alice"')),
    gatewayExample(authorizationExample('route', 'Allow', 'jwt.sub == "alice"')),
  ],
  check: (subject) => onePerField(rulesOf(subject).flatMap(({ title, rules, levels, listener }): RuleFinding[] => {
    if (rules.length < 2 || listener.judged.has(sharedList(rules))) {
      return [];
    }
    const allow = rules.filter(({ mode }) => mode === 'Allow');
    if (allow.every(({ manifest }) => manifest === allow[0].manifest)) {
      return [];
    }
    const places = levels();
    const governing = places.map((place): ReadonlySet<Manifest> | undefined => policiesByPlace(subject).policiesAt(place));
    const placed = allow.map((rule) => ({ rule, level: levelOf(rule, governing) }));
    // what routes and backends inherit as a whole has one answer
    if (placed.every(({ level }) => level < listener.levels)) {
      listener.judged.add(sharedList(rules));
    }
    const weakest = placed.reduce((one, other) => other.level < one.level ? other : one);
    return placed.filter(({ level }) => level > weakest.level).map(({ rule }) => ({
      manifest: rule.manifest,
      field: rule.field.slice(0, -1),
      message: `this Allow opens ${title} beside the Allow of ${titleOf(places[weakest.level])} policy \`${weakest.rule.policy.name}\`: one of them is enough`,
      help: 'write it as a Require if both must hold',
    }));
  })),
};

/** The place that a policy governs from; its first target may name something else. Rules that no policy brings are the backend's own. */
function levelOf({ manifest }: AuthorizationRule, governing: readonly (ReadonlySet<Manifest> | undefined)[]): number {
  const level = governing.findIndex((policies) => policies?.has(manifest));
  return level === -1 ? governing.length : level;
}

function titleOf({ kind, section }: PolicyPlace): string {
  return section === undefined ? kind : `${kind} ${kind === 'HTTPRoute' ? 'rule' : 'listener'}`;
}

/** A route and one rule of it. */
function placesOfRule({ route: key, name: section }: { readonly route: ObjectKey; readonly name?: string }): readonly PolicyPlace[] {
  const route = { group: GATEWAY_API, kind: 'HTTPRoute', key };
  return section === undefined ? [route] : [route, { ...route, section }];
}

function rulesOf({ gateway, targetVersion }: Subject): readonly GovernedRules[] {
  return gateway.listeners.flatMap((listener) => rulesBelow(listener, targetVersion));
}

function rulesBelow({ gateway, manifest, name, preRouting, routes }: EffectiveListener, targetVersion: TargetVersion): readonly GovernedRules[] {
  const owner = { group: GATEWAY_API, kind: manifest.object.kind, key: keyOf(manifest.object) };
  const ofListener = [...(owner.kind === 'Gateway' ? [] : [{ group: GATEWAY_API, kind: 'Gateway', key: gateway }]), owner, { ...owner, section: name }];
  const listener = { levels: ofListener.length, judged: new Set<readonly AuthorizationRule[]>() };
  return [
    { title: `listener \`${name}\` of Gateway \`${textOfKey(gateway)}\``, rules: preRouting.authorization, levels: () => ofListener, listener },
    ...routes.flatMap(({ key, rules }) => rules.flatMap(({ name: section, traffic, backends, above = [] }): GovernedRules[] => {
      const title = `route \`${textOfKey(key)}\``;
      const levels = (): readonly PolicyPlace[] => [...ofListener, ...[...above, { route: key, name: section }].flatMap(placesOfRule)];
      return [
        { title, rules: traffic.authorization, levels, listener },
        // before 1.4 MCP rules of several levels were not put together
        ...(isBefore(targetVersion, '1.4') ? [] : backends).flatMap(({ backend }): GovernedRules[] => backend.kind === 'unusable' ? [] : [{
          title: `backend \`${textOfKey(backend.mcp.key)}\` behind ${title}`,
          rules: backend.mcp.mcpAuthorization,
          levels: () => [...levels(), { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', key: backend.mcp.key }],
          listener,
        }]),
      ];
    })),
  ];
}
