import { KubernetesObject } from '../kubernetes-object';
import {
  BackendRef,
  backendRefParts, corsFields, Group, HeaderName, Hostname, Kind, Name, NamespaceName, PatternDuration, Port, PreciseHostname, SectionName,
} from './building-blocks';
import { durationInMilliseconds } from '../schema/duration';
import { having, integer, list, object, oneOf, oneOfNumbers, text, type ValueOf } from '../schema/field-schema';
import { ruled, type Rule } from '../schema/rule';

type ParentRefs = { group?: string; kind?: string; name: string; namespace?: string; sectionName?: string }[];

const sameParent = (one: ParentRefs[number], other: ParentRefs[number]): boolean =>
  one.group === other.group && one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;

const repeatedParentsHaveSection: Rule<ParentRefs> = {
  message: 'sectionName must be specified when parentRefs includes 2 or more references to the same parent',
  help: 'add a `sectionName` to each of them, or keep one',
  holds: (refs) => refs.every((one) => refs.every((other) =>
    !sameParent(one, other) || (one.sectionName === undefined) === (other.sectionName === undefined))),
};

const repeatedParentsDiffer: Rule<ParentRefs> = {
  message: 'sectionName must be unique when parentRefs includes 2 or more references to the same parent',
  help: 'remove the repeated reference',
  holds: (refs) => refs.every((one) => refs.filter((other) => sameParent(one, other) && one.sectionName === other.sectionName).length === 1),
};

type Path = { type?: string; value?: string };

/** Rules for the literal path types; a regular expression may hold anything. */
function literalPath(message: string, help: string, holds: (value: string) => boolean): Rule<Path> {
  return {
    message: `${message} when type one of ['Exact', 'PathPrefix']`,
    help,
    at: ['value'],
    holds: ({ type, value = '' }) => (type !== 'Exact' && type !== 'PathPrefix') || holds(value),
  };
}

const withoutPart = (part: string): Rule<Path> =>
  literalPath(`must not contain '${part}'`, `remove \`${part}\` from the path`, (value) => !value.includes(part));
const withoutEnd = (end: string): Rule<Path> =>
  literalPath(`must not end with '${end}'`, `remove \`${end}\` from the path`, (value) => !value.endsWith(end));

const PATH_CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;

const pathCharacters: Rule<Path> = {
  message: "must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', 'PathPrefix']",
  help: 'percent-encode other characters, or use the type `RegularExpression`',
  at: ['value'],
  holds: ({ type, value = '' }) => (type !== 'Exact' && type !== 'PathPrefix') || PATH_CHARACTERS.test(value),
};

const PathMatch = ruled(
  object({}, {
    type: oneOf(['Exact', 'PathPrefix', 'RegularExpression'], { default: 'PathPrefix' }),
    value: text(undefined, 1024, { default: '/' }),
  }, { default: { type: 'PathPrefix', value: '/' } }),
  literalPath("value must be an absolute path and start with '/'", 'begin the path with `/`', (value) => value.startsWith('/')),
  withoutPart('//'), withoutPart('/./'), withoutPart('/../'), withoutPart('%2f'), withoutPart('%2F'), withoutPart('#'),
  withoutEnd('/..'), withoutEnd('/.'), pathCharacters,
);

const TextMatchType = oneOf(['Exact', 'RegularExpression'], { default: 'Exact' });

const Match = object({}, {
  path: PathMatch,
  headers: list(object({ name: HeaderName, value: text(1, 4096) }, { type: TextMatchType }), { maxItems: 16, unique: { by: 'name' } }),
  queryParams: list(object({ name: HeaderName, value: text(1, 1024) }, { type: TextMatchType }), { maxItems: 16, unique: { by: 'name' } }),
  method: oneOf(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']),
});

const HeaderValues = list(object({ name: HeaderName, value: text(1, 4096, { sensitive: true }) }, {}), { maxItems: 16, unique: { by: 'name' } });

/** Headers to set, add and remove. */
export const HeaderModifier = object({}, { set: HeaderValues, add: HeaderValues, remove: list(text(), { maxItems: 16, unique: 'set' }) });

type Rewrite = { type: string; replaceFullPath?: string; replacePrefixMatch?: string };

function rewriteRules(type: 'ReplaceFullPath' | 'ReplacePrefixMatch', field: 'replaceFullPath' | 'replacePrefixMatch'): Rule<Rewrite>[] {
  return [{
    message: `${field} must be specified when type is set to '${type}'`,
    help: `add \`${field}\``,
    holds: (rewrite) => rewrite.type !== type || rewrite[field] !== undefined,
  }, {
    message: `type must be '${type}' when ${field} is set`,
    help: `set \`type: ${type}\`, or remove \`${field}\``,
    holds: (rewrite) => rewrite[field] === undefined || rewrite.type === type,
  }];
}

const PathModifier = ruled(
  object({ type: oneOf(['ReplaceFullPath', 'ReplacePrefixMatch']) }, {
    replaceFullPath: text(undefined, 1024),
    replacePrefixMatch: text(undefined, 1024),
  }),
  ...rewriteRules('ReplaceFullPath', 'replaceFullPath'), ...rewriteRules('ReplacePrefixMatch', 'replacePrefixMatch'),
);

const mirrorShareIsOne: Rule<{ percent?: number; fraction?: object }> = {
  message: 'Only one of percent or fraction may be specified in HTTPRequestMirrorFilter',
  help: 'keep `percent` or `fraction`',
  holds: ({ percent, fraction }) => percent === undefined || fraction === undefined,
};

const fractionIsAtMostOne: Rule<{ numerator: number; denominator?: number }> = {
  message: 'numerator must be less than or equal to denominator',
  help: 'write a fraction of at most 1',
  holds: ({ numerator, denominator = 100 }) => numerator <= denominator,
};

const filterBodies = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  ExtensionRef: 'extensionRef',
  CORS: 'cors',
} as const;

type FilterType = keyof typeof filterBodies;
type TypedFilter = { type: FilterType } & { [B in typeof filterBodies[FilterType]]?: unknown };

const filterHasItsBody: Rule<TypedFilter>[] = Object.entries(filterBodies).flatMap(([type, body]) => [{
  message: `filter.${body} must be nil if the filter.type is not ${type}`,
  help: `remove \`${body}\`, or set \`type: ${type}\``,
  holds: (filter) => filter[body] === undefined || filter.type === type,
}, {
  message: `filter.${body} must be specified for ${type} filter.type`,
  help: `add \`${body}\``,
  holds: (filter) => filter.type !== type || filter[body] !== undefined,
}]);

const Filter = ruled(object({ type: oneOf(Object.keys(filterBodies) as FilterType[]) }, {
  requestHeaderModifier: HeaderModifier,
  responseHeaderModifier: HeaderModifier,
  requestMirror: ruled(object({ backendRef: BackendRef }, {
    percent: integer(0, 100),
    fraction: ruled(object({ numerator: integer(0) }, { denominator: integer(1, undefined, { default: 100 }) }), fractionIsAtMostOne),
  }), mirrorShareIsOne),
  requestRedirect: object({}, {
    scheme: oneOf(['http', 'https']),
    hostname: PreciseHostname,
    path: PathModifier,
    port: Port,
    statusCode: oneOfNumbers([301, 302, 303, 307, 308], { default: 302 }),
  }),
  urlRewrite: object({}, { hostname: PreciseHostname, path: PathModifier }),
  extensionRef: object({ group: Group, kind: Kind, name: Name }, {}),
  cors: object({}, corsFields),
}), ...filterHasItsBody);

type Filters = { type: string }[];

function atMostOnce(type: string): Rule<Filters> {
  return {
    message: `${type} filter cannot be repeated`,
    help: 'join the two filters into one',
    holds: (filters) => filters.filter((filter) => filter.type === type).length <= 1,
  };
}

const redirectOrRewrite: Rule<Filters> = {
  message: 'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both',
  help: 'keep the redirect or the rewrite',
  holds: (filters) => !filters.some(({ type }) => type === 'RequestRedirect') || !filters.some(({ type }) => type === 'URLRewrite'),
};

const Filters = ruled(
  list(Filter, { maxItems: 16 }),
  redirectOrRewrite, ...['CORS', 'RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite'].map(atMostOnce),
);

const RouteBackendRef = ruled(
  object(backendRefParts.required, { ...backendRefParts.optional, weight: integer(0, 1_000_000, { default: 1 }), filters: Filters }),
  backendRefParts.rule,
);

const backendRequestFits: Rule<{ request?: string; backendRequest?: string }> = {
  message: 'backendRequest timeout cannot be longer than request timeout',
  help: 'shorten `backendRequest`, or lengthen `request`',
  holds: ({ request, backendRequest }) => {
    const whole = durationInMilliseconds(request ?? '0s') ?? 0;
    return whole === 0 || (durationInMilliseconds(backendRequest ?? '0s') ?? 0) <= whole;
  },
};

const RuleFields = object({}, {
  name: SectionName,
  matches: list(Match, { maxItems: 64, default: [{ path: { type: 'PathPrefix', value: '/' } }] }),
  filters: Filters,
  backendRefs: list(RouteBackendRef, { maxItems: 16 }),
  timeouts: ruled(object({}, { request: PatternDuration, backendRequest: PatternDuration }), backendRequestFits),
});

type RouteRule = ValueOf<typeof RuleFields>;
type RouteFilters = NonNullable<RouteRule['filters']>;

const redirectWithoutBackends: Rule<RouteRule> = {
  message: 'RequestRedirect filter must not be used together with backendRefs',
  help: 'remove the backends; a redirect answers the request itself',
  holds: ({ backendRefs = [], filters = [] }) => backendRefs.length === 0 || filters.every(({ requestRedirect }) => requestRedirect === undefined),
};

/** A replaced prefix needs to be known: the rule matches exactly one prefix. */
function replacedPrefixIsKnown(message: string, replaces: (rule: RouteRule) => boolean): Rule<RouteRule> {
  return {
    message: `${message} with path.replacePrefixMatch, exactly one PathPrefix match must be specified`,
    help: 'give the rule exactly one match, of the type `PathPrefix`',
    holds: (rule) => !replaces(rule) || (rule.matches?.length === 1 && rule.matches[0].path?.type === 'PathPrefix'),
  };
}

const replacesPrefix = (field: 'requestRedirect' | 'urlRewrite') => (filters: RouteFilters = []): boolean =>
  filters.filter((filter) => filter[field]?.path?.type === 'ReplacePrefixMatch' && filter[field].path.replacePrefixMatch !== undefined).length === 1;

const redirectsPrefix = replacesPrefix('requestRedirect');
const rewritesPrefix = replacesPrefix('urlRewrite');

const HttpRouteRule = ruled(
  RuleFields,
  redirectWithoutBackends,
  replacedPrefixIsKnown('When using RequestRedirect filter', ({ filters }) => redirectsPrefix(filters)),
  replacedPrefixIsKnown('When using URLRewrite filter', ({ filters }) => rewritesPrefix(filters)),
  replacedPrefixIsKnown(
    'Within backendRefs, when using RequestRedirect filter',
    ({ backendRefs = [] }) => backendRefs.filter(({ filters }) => redirectsPrefix(filters)).length === 1,
  ),
  replacedPrefixIsKnown(
    'Within backendRefs, When using URLRewrite filter',
    ({ backendRefs = [] }) => backendRefs.filter(({ filters }) => rewritesPrefix(filters)).length === 1,
  ),
);

const matchesAreFew: Rule<{ matches?: unknown[] }[]> = {
  message: 'While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128',
  help: 'split the route in two',
  holds: (rules) => rules.reduce((sum, { matches = [] }) => sum + matches.length, 0) <= 128,
};

/** `spec` of an HTTPRoute (Gateway API 1.6, standard channel). */
export const HttpRouteSpec = object({}, {
  parentRefs: ruled(list(object({ name: Name }, {
    group: having(Group, { default: 'gateway.networking.k8s.io' }),
    kind: having(Kind, { default: 'Gateway' }),
    namespace: NamespaceName,
    sectionName: SectionName,
    port: Port,
  }), { maxItems: 32 }), repeatedParentsHaveSection, repeatedParentsDiffer),
  hostnames: list(Hostname, { maxItems: 16 }),
  rules: ruled(
    list(HttpRouteRule, { minItems: 1, maxItems: 16, default: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] }),
    matchesAreFew,
  ),
});

/** An HTTPRoute. */
export type HttpRoute = KubernetesObject & { spec: ValueOf<typeof HttpRouteSpec> };
