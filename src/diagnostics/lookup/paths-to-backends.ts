import { alwaysRuns } from './always-runs';
import { oncePer } from './once-per';
import { oncePerSubject } from './once-per-subject';
import { AcceptedToken, CREDENTIALS, refuseWithout, sayWhoMay, tokensOf } from './refuse-without';
import { valueAt } from './value-at';
import { AuthorizationRule, EffectiveListener, EffectiveRoute, EffectiveRule, JwtAuthentication, JwtMode, McpBackend, Origin } from '../../gateway';
import { FieldPath, isBefore, TargetVersion } from '../../manifest';

/** Something on the way that reads a credential. */
export interface Authentication extends Origin {
  readonly mode: JwtMode;
  /** What the credential says is in this variable, which is null without one. */
  readonly variable: 'jwt' | 'basicAuth' | 'apiKey';
}

/** The rules that are judged together: on a request, on what an MCP client asks for, and on a connection. */
export type RuleKind = 'traffic.authorization' | 'backend.mcp.authorization' | 'frontend.networkAuthorization';

/** One way from a listener to an MCP backend, and what guards it. */
export interface PathToBackend {
  readonly listener: EffectiveListener;
  readonly route: EffectiveRoute;
  readonly rule: EffectiveRule;
  /** The entry of `backendRefs` in the route. */
  readonly field: FieldPath;
  readonly backend: McpBackend;
  /** What reads credentials on the way, apart from external services. */
  readonly authentications: readonly Authentication[];
  /** Nobody passes without a credential: an authentication or an external service asks for one, or rules refuse who has none. */
  readonly authenticated: boolean;
  /** The kinds of rules that say what the caller may do; an external service may do so for requests. */
  readonly authorizedBy: ReadonlySet<RuleKind>;
  /** The kinds of rules that say what some callers may not do. */
  readonly deniedBy: ReadonlySet<RuleKind>;
}

/** Every way from a listener to an MCP backend; references of the weight 0 lead nowhere. */
export const pathsToBackends = oncePerSubject(({ gateway, targetVersion }): readonly PathToBackend[] => gateway.listeners.flatMap((listener) =>
  listener.routes.flatMap((route) => route.rules.flatMap((rule) => rule.backends.flatMap(({ weight, backend }, index): PathToBackend[] =>
    backend.kind !== 'mcp' || weight === 0 ? [] : [{
      listener,
      route,
      rule,
      field: [...rule.field, 'backendRefs', index],
      backend: backend.mcp,
      ...guardsOf(listener, rule, backend.mcp, targetVersion),
    }])))));

type Guards = Pick<PathToBackend, 'authentications' | 'authenticated' | 'authorizedBy' | 'deniedBy'>;

function guardsOf({ preRouting, other }: EffectiveListener, { traffic }: EffectiveRule, backend: McpBackend, targetVersion: TargetVersion): Guards {
  const authentications: Authentication[] = [];
  const tokens: AcceptedToken[] = [];
  for (const jwt of [preRouting.jwt, traffic.jwt]) {
    if (jwt) {
      authentications.push({ manifest: jwt.manifest, field: jwt.field, mode: jwt.value.mode, variable: 'jwt' });
      tokens.push(...tokensOfJwt(jwt.value));
    }
  }
  let hasExternal = false;
  const connection: (readonly AuthorizationRule[])[] = [];
  for (const fields of [other, preRouting.other, traffic.other, backend.other]) {
    for (const field of fields) {
      const variable = VARIABLES[field.name];
      if (variable !== undefined) {
        authentications.push({ manifest: field.manifest, field: field.field, mode: modeOf(field, 'Strict'), variable });
      } else if (field.name === 'frontend.networkAuthorization') {
        connection.push(connectionRules(field));
      }
      // one that is asked under conditions alone guards nothing
      hasExternal ||= field.name === 'extAuth' && alwaysRuns(field);
    }
  }
  const mcpAuthentication = backend.other.find(({ name }) => name === 'mcp.authentication');
  if (mcpAuthentication) {
    const { manifest, field } = mcpAuthentication;
    // up to 0.12 the older one lets everybody pass unless told otherwise
    authentications.push({ manifest, field, mode: modeOf(mcpAuthentication, isBefore(targetVersion, '1.0') ? 'Permissive' : 'Strict'), variable: 'jwt' });
  }
  const pools = [preRouting.authorization, traffic.authorization, backend.mcpAuthorization];
  const authorizedBy = new Set<RuleKind>(hasExternal ? ['traffic.authorization'] : []);
  const deniedBy = new Set<RuleKind>();
  const judge = (kind: RuleKind, rules: readonly AuthorizationRule[], accepted: readonly AcceptedToken[]): void => {
    if (rules.length > 0) {
      if (sayWhoMay(rules, accepted) || refusesAll(rules, targetVersion)) authorizedBy.add(kind);
      if (rules.some(({ mode }) => mode === 'Deny')) deniedBy.add(kind);
    }
  };
  judge('traffic.authorization', preRouting.authorization, tokens);
  judge('traffic.authorization', traffic.authorization, tokens);
  judge('backend.mcp.authorization', backend.mcpAuthorization, mcpAuthentication ? tokensOfMcp(mcpAuthentication) : tokens);
  connection.forEach((rules) => judge('frontend.networkAuthorization', rules, []));
  return {
    authentications,
    authenticated: hasExternal || (authentications.length > 0
      && (authentications.some(({ mode }) => mode === 'Strict') || pools.some((pool) => refuseWithout(pool, [CREDENTIALS])))),
    authorizedBy,
    deniedBy,
  };
}

const VARIABLES: Readonly<Record<string, 'basicAuth' | 'apiKey' | undefined>> = { basicAuthentication: 'basicAuth', apiKeyAuthentication: 'apiKey' };

function modeOf({ manifest, field }: Origin, otherwise: JwtMode): JwtMode {
  return (valueAt(manifest.object, [...field, 'mode']) ?? otherwise) as JwtMode;
}

const tokensOfJwt = oncePer(({ providers }: JwtAuthentication): readonly AcceptedToken[] => providers.flatMap(tokensOf));

function tokensOfMcp({ manifest, field }: Origin): readonly AcceptedToken[] {
  return tokensOf(valueAt(manifest.object, field) as { readonly issuer?: string; readonly audiences?: readonly string[] });
}

/** The rules of a block that the model does not interpret. */
function connectionRules({ manifest, field }: Origin): readonly AuthorizationRule[] {
  const { action = 'Allow', policy } = valueAt(manifest.object, field) as {
    readonly action?: AuthorizationRule['mode'];
    readonly policy: { readonly matchExpressions: readonly string[] };
  };
  const { namespace = 'default', name } = manifest.object.metadata;
  return policy.matchExpressions.map((expression, index) => ({
    manifest, field: [...field, 'policy', 'matchExpressions', index], policy: { namespace, name }, mode: action, expression,
  }));
}

/** Before 1.0, rules that only deny refuse everything (A15). */
function refusesAll(rules: readonly AuthorizationRule[], targetVersion: TargetVersion): boolean {
  return rules.length > 0 && isBefore(targetVersion, '1.0') && rules.every(({ mode }) => mode === 'Deny');
}
