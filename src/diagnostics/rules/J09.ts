import { CelPlace } from '../../cel';
import { AuthorizationRule, EffectiveGateway, JwtMode } from '../../gateway';
import { FieldPath, isBefore, isKind, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { policyExample } from '../examples/policy-example';
import { CheckedExpression } from '../expressions';
import { authorizationPlaces } from '../lookup/authorization-places';
import { jwtPolicies } from '../lookup/jwt-policies';
import { mcpAuthentications } from '../lookup/mcp-authentications';
import { objectIndexOf } from '../lookup/object-index';
import { oncePerSubject } from '../lookup/once-per-subject';
import { policiesByPlace, PolicyPlace } from '../lookup/policies-by-place';
import { refuseWithout } from '../lookup/refuse-without';
import { valueAt } from '../lookup/value-at';

const GUARD = authorizationExample('http', 'Require', 'has(jwt.iss) && has(jwt.aud)');

const MCP_AUTHENTICATION = policyExample('mcp-authn', 'AgentgatewayBackend', `
backend:
  mcp:
    authentication: { issuer: https://idp.example.com, audiences: [mcp], jwks: { jwksPath: /keys, backendRef: { name: idp, port: 8080 } } }
`);

/** Claims that are compared only where a token has them. */
export const J09: DiagnosticRule = {
  code: 'J09',
  title: 'A token without issuer or audience passes',
  severity: 'warning',
  security: true,
  written: '`issuer` and `audiences`, in `traffic.jwtAuthentication` or `backend.mcp.authentication`, and no rule that asks for the claims `iss` and `aud`',
  happens: 'agentgateway up to 1.4 compares the claims only where the token has them: a token of the same key without `iss` or `aud` passes; newer releases refuse it',
  instead: 'add a Require `has(jwt.iss) && has(jwt.aud)` (since 1.1), or better one that compares both, because a number passes as well; `JwtPolicy` does so by itself',
  triggers: [
    gatewayExample(jwtExample()),
    jwtExample({ traffic: ['authorization: { policy: { matchExpressions: [\'jwt.sub == "alice"\'] } }'] }),
    `${jwtExample()}---${GUARD.replace('name: agentgateway-proxy', 'name: another-proxy')}`,
    gatewayExample(MCP_AUTHENTICATION),
    gatewayExample(MCP_AUTHENTICATION, authorizationExample('mcp', 'Allow', 'jwt.sub == "alice"')),
  ],
  nearMisses: [
    gatewayExample(jwtExample(), GUARD),
    // where no route is among the manifests, or another policy authenticates them all, the place of the policy counts
    `${jwtExample()}---${GUARD}`,
    gatewayExample(jwtExample(), jwtExample().replace('name: jwt,', 'name: jwt-2,'), GUARD),
    gatewayExample(jwtExample(), jwtExample({ target: 'HTTPRoute' }).replace('name: jwt,', 'name: route-jwt,'), GUARD),
    gatewayExample(MCP_AUTHENTICATION, authorizationExample('mcp', 'Require', 'has(jwt.iss) && has(jwt.aud)')),
    jwtExample({ traffic: ['authorization: { policy: { matchExpressions: [\'jwt.iss == "https://idp.example.com" && "mcp" in jwt.aud\'] } }'] }),
    jwtExample({ provider: [], traffic: ['authorization: { action: Require, policy: { matchExpressions: [has(jwt.iss)] } }'] }),
  ],
  check: (subject) => {
    if (subject.targetVersion === 'main') {
      return [];
    }
    const { manifests, gateway } = subject;
    const pools = poolsByPolicy(gateway);
    const mcpPools = poolsByMcpAuthentication(gateway);
    return [
      ...jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => findings(subject, {
        manifest,
        field,
        // a policy that governs no route here is judged by the rules that meet where it is attached
        judged: pools.get(manifest) ?? poolsAtTargets(subject, manifest, 'httpAuthorization'),
        mode: jwt.mode ?? 'Strict',
        providers: jwt.providers,
        place: 'beside it',
      })),
      ...mcpAuthentications(manifests).flatMap(({ manifest, field, authentication }) => findings(subject, {
        manifest,
        field,
        judged: mcpPools.get(manifest) ?? poolsAtTargets(subject, manifest, 'mcpAuthorization'),
        mode: authentication.mode ?? (isBefore(subject.targetVersion, '1.0') ? 'Permissive' : 'Strict'),
        providers: [authentication],
        place: 'to `backend.mcp.authorization`',
      })),
    ];
  },
};

type Rules = readonly Pick<AuthorizationRule, 'mode' | 'expression'>[];
/** For each way that an authentication governs, the rules that are judged together on it, phase by phase. */
type Pools = readonly (readonly Rules[])[];

interface JudgedAuthentication {
  readonly manifest: Manifest;
  readonly field: FieldPath;
  readonly judged: Pools;
  readonly mode: JwtMode;
  readonly providers: readonly { readonly issuer?: string; readonly audiences?: readonly string[] }[];
  /** Where the missing rule belongs. */
  readonly place: string;
}

function findings({ targetVersion }: Subject, { manifest, field, judged, mode, providers, place }: JudgedAuthentication): readonly RuleFinding[] {
  const refused = (claim: string, issuer?: string): boolean => judged.every((phases) => phases.some((rules) => refuseWithout(rules, ['jwt', claim], issuer)));
  const missing = [
    // the older authentication of MCP clients can do without an issuer
    ...providers.every(({ issuer }) => issuer === undefined) || refused('iss') ? [] : ['iss'],
    // only providers with `audiences` ask for the claim
    ...providers.every(({ audiences, issuer }) => !audiences || refused('aud', issuer)) ? [] : ['aud'],
  ];
  return missing.length === 0 ? [] : [{
    manifest,
    field,
    message: `a token without ${missing.map((claim) => `\`${claim}\``).join(' or without ')} passes: agentgateway \`${targetVersion}\` compares the claim only `
      + 'where the token has it',
    help: `add a Require \`${requirement(missing, mode)}\` ${place}`,
  }];
}

function requirement(claims: readonly string[], mode: JwtMode): string {
  const present = claims.map((claim) => `has(jwt.${claim})`).join(' && ');
  return mode === 'Strict' ? present : `jwt == null || ${claims.length > 1 ? `(${present})` : present}`;
}

/** The rules of both phases on every route rule that a policy authenticates. */
function poolsByPolicy({ listeners }: EffectiveGateway): ReadonlyMap<Manifest, Pools> {
  const pools = new Map<Manifest, (readonly Rules[])[]>();
  for (const { preRouting, routes } of listeners) {
    for (const { traffic } of routes.flatMap(({ rules }) => rules)) {
      add(pools, (traffic.jwt ?? preRouting.jwt)?.manifest, [preRouting.authorization, traffic.authorization]);
    }
  }
  return pools;
}

/** The rules about MCP on every backend whose clients a policy authenticates; rules about requests come before and see no claims. */
function poolsByMcpAuthentication(gateway: EffectiveGateway): ReadonlyMap<Manifest, Pools> {
  const pools = new Map<Manifest, (readonly Rules[])[]>();
  for (const { mcpAuthentication, rules } of authorizationPlaces(gateway)) {
    add(pools, mcpAuthentication?.manifest, [rules]);
  }
  return pools;
}

function add(pools: Map<Manifest, (readonly Rules[])[]>, policy: Manifest | undefined, phases: readonly Rules[]): void {
  if (policy) {
    const known = pools.get(policy);
    known ? known.push(phases) : pools.set(policy, [phases]);
  }
}

/** The rules that meet at each target of a policy: its own, those of other policies there, and those of the places that lead there. */
function poolsAtTargets(subject: Subject, manifest: Manifest, place: CelPlace): Pools {
  const pools = (targetsByPolicy(subject).get(manifest) ?? []).flatMap((target) => {
    const known = place === 'httpAuthorization' ? httpPools(subject) : mcpPools(subject);
    const ofTarget = known.get(target) ?? poolsAt(subject, target, place);
    known.set(target, ofTarget);
    return ofTarget;
  });
  return pools.length === 0 ? [phasesOf(subject, [manifest], place)] : pools;
}

const httpPools = oncePerSubject((_subject) => new Map<PolicyPlace, Pools>());
const mcpPools = oncePerSubject((_subject) => new Map<PolicyPlace, Pools>());

const targetsByPolicy = oncePerSubject((subject): ReadonlyMap<Manifest, readonly PolicyPlace[]> => {
  const found = new Map<Manifest, PolicyPlace[]>();
  for (const { place, policies } of policiesByPlace(subject).all) {
    for (const policy of policies) {
      const known = found.get(policy);
      known ? known.push(place) : found.set(policy, [place]);
    }
  }
  return found;
});

function poolsAt(subject: Subject, target: PolicyPlace, place: CelPlace): Pools {
  return waysTo(subject, target).map((way) => phasesOf(subject, way.flatMap((at): readonly Manifest[] => {
    const object = objectIndexOf(subject).find(at, at.key);
    // a backend can hold rules itself
    return [...policiesByPlace(subject).policiesAt(at) ?? [], ...object && isKind(object, 'AgentgatewayBackend') ? [object] : []];
  }), place));
}

/** For each way that leads to a place, the places whose policies hold there. */
function waysTo(subject: Subject, place: PolicyPlace): readonly (readonly PolicyPlace[])[] {
  const whole = { ...place, section: undefined };
  const own = place.section === undefined ? [place] : [whole, place];
  const target = objectIndexOf(subject).find(place, place.key);
  const parents = target && isKind(target, 'HTTPRoute') ? target.object.spec.parentRefs ?? [] : [];
  return parents.length === 0 ? [own] : parents.map((parent) => {
    const { group = 'gateway.networking.k8s.io', kind = 'Gateway', namespace = place.key.namespace, name, sectionName } = parent;
    const gateway = { group, kind, key: { namespace, name } };
    return [gateway, ...sectionName === undefined ? [] : [{ ...gateway, section: sectionName }], ...own];
  });
}

function phasesOf(subject: Subject, policies: readonly Manifest[], place: CelPlace): readonly Rules[] {
  const rules = (phase: string): Rules => policies.filter(({ object }) => (valueAt(object, ['spec', 'traffic', 'phase']) ?? 'PostRouting') === phase)
    .flatMap((policy) => expressionsByManifest(subject).get(policy) ?? [])
    .filter((expression) => expression.place === place)
    .map(({ action = 'Allow', text }) => ({ mode: action, expression: text }));
  return [rules('PreRouting'), rules('PostRouting')];
}

const expressionsByManifest = oncePerSubject(({ expressions }): ReadonlyMap<Manifest, readonly CheckedExpression[]> => {
  const found = new Map<Manifest, CheckedExpression[]>();
  for (const expression of expressions) {
    const known = found.get(expression.manifest);
    known ? known.push(expression) : found.set(expression.manifest, [expression]);
  }
  return found;
});
