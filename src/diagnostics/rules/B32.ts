import { EffectiveListener, EffectiveRule, RouteMatch, RuleStep } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { onePerField } from '../lookup/one-per-field';
import { routeGroups } from '../lookup/route-steps';
import { textOfKey } from '../lookup/text-of-key';

function second(path: string): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: second, namespace: agentgateway-system }
spec:
  parentRefs: [{ name: agentgateway-proxy }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: ${path} } }]
      backendRefs: [{ group: agentgateway.dev, kind: AgentgatewayBackend, name: github }]
`;
}

/** A match that another rule takes first. */
export const B32: DiagnosticRule = {
  code: 'B32',
  title: 'Two rules match the same requests',
  severity: 'warning',
  security: false,
  written: 'the same match in two rules of a route, or in two routes for one host on one listener',
  happens: 'of two routes the older one takes all of the requests, of two rules the first one, on every release',
  instead: 'give the rules different paths, or put their backends into one rule',
  triggers: [gatewayExample(second('/mcp')), gatewayExample().replace(/( {4}- matches:[^]*?\n)(?=---)/, '$1$1')],
  nearMisses: [gatewayExample(second('/mcp/other'))],
  // where routes hand requests on, rules of one group take them from each other
  check: (subject) => onePerField([
    ...subject.gateway.listeners.filter(({ steps }) => !steps).map(routesOf),
    ...routeGroups(subject).map(({ steps }): readonly Competitor[] => steps),
  ].flatMap((routes) => {
    const paths = routes.flatMap(({ rules }) => rules.flatMap(({ matches }) => matches.map(({ path }) => path.value)));
    // nearly every match has a path of its own
    if (new Set(paths).size === paths.length) {
      return [];
    }
    const taken = new Map<string, EffectiveRule>();
    return routes.flatMap(({ hostnames, rules }) => rules.flatMap(({ matches, rule }) => matches.flatMap((match, index): RuleFinding[] => {
      const names = (hostnames.length === 0 ? ['*'] : hostnames).map((hostname) => `${hostname} ${textOf(match)}`);
      const first = names.map((name) => taken.get(name)).find((other) => other !== undefined && other !== rule);
      names.forEach((name) => taken.set(name, taken.get(name) ?? rule));
      return first === undefined ? [] : [{
        manifest: rule.manifest,
        field: [...rule.field, 'matches', index],
        message: `route \`${textOfKey(first.route)}\` has a rule for \`${match.path.value}\` with the same match${first.manifest === rule.manifest ? ' before this one' : ', and the older route takes the requests'}`,
        help: 'give the rules different paths, or put their backends into one rule',
      }];
    })));
  })),
};

/** A route that others may take requests from. */
interface Competitor {
  readonly hostnames: readonly string[];
  readonly rules: readonly Pick<RuleStep, 'rule' | 'matches'>[];
}

function routesOf({ routes }: EffectiveListener): readonly Competitor[] {
  return routes.map(({ hostnames, rules }) => ({ hostnames, rules: rules.map((rule) => ({ rule, matches: rule.matches })) }));
}

/** The order of headers and parameters does not matter. */
function textOf({ path, method, headers, queryParams }: RouteMatch): string {
  const sorted = (parts: RouteMatch['headers'], name: (written: string) => string): readonly string[] =>
    parts.map((part) => JSON.stringify([name(part.name), part.type, part.value])).sort();
  return JSON.stringify([path.type, path.value, method ?? null, sorted(headers, (name) => name.toLowerCase()), sorted(queryParams, (name) => name)]);
}
