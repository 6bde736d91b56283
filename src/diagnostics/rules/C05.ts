import { isKind, manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { corsExample } from '../examples/cors-example';
import { corsFilterExample } from '../examples/cors-filter-example';
import { gatewayExample } from '../examples/gateway-example';
import { keyOf } from '../lookup/key-of';
import { onePerField } from '../lookup/one-per-field';
import { targetsObject } from '../lookup/targets-object';
import { textOfKey } from '../lookup/text-of-key';

const ALLOW = 'allowOrigins: [https://app.example.com]';

/** CORS twice on one route: only one block counts, the other is not merged into it. */
export const C05: DiagnosticRule = {
  code: 'C05',
  title: 'A CORS filter and `traffic.cors` meet on one route',
  severity: 'warning',
  security: false,
  written: 'a CORS filter in an HTTPRoute that a policy with `traffic.cors` also reaches',
  happens: 'the filter wins as a whole, and nothing of the policy counts on that rule; under a policy with `strategy.inheritance: Override` it is the other way round (1.3 and later)',
  instead: 'keep one of the two',
  triggers: [corsFilterExample(gatewayExample(corsExample(ALLOW, 'exposeHeaders: [mcp-session-id]')), ALLOW)],
  nearMisses: [
    gatewayExample(corsExample(ALLOW)),
    corsFilterExample(gatewayExample(corsExample(ALLOW).replace('name: agentgateway-proxy }', 'name: other }')), ALLOW),
  ],
  check: ({ manifests, gateway }) => {
    const policies = manifestsOfKind(manifests, 'AgentgatewayPolicy')
      .filter(({ object }) => object.spec.traffic?.cors !== undefined && object.spec.traffic.phase !== 'PreRouting');
    if (policies.length === 0) {
      return [];
    }
    return onePerField(gateway.listeners.flatMap((listener) => listener.routes.flatMap(({ manifest, rules }) => !isKind(manifest, 'HTTPRoute') ? [] : rules
      .flatMap((rule): RuleFinding[] => {
        const position = Number(rule.field[2]);
        const filter = manifest.object.spec.rules?.[position]?.filters?.findIndex(({ type }) => type === 'CORS') ?? -1;
        const policy = filter < 0 ? undefined : policies.find(({ object }) => [
          ...targetsObject(object, listener.manifest.object).filter(({ sectionName = listener.name }) => sectionName === listener.name),
          ...targetsObject(object, manifest.object).filter(({ sectionName }) => sectionName === undefined || sectionName === rule.name),
        ].length > 0);
        const wins = policy && rule.traffic.cors?.manifest === policy;
        return policy === undefined ? [] : [{
          manifest,
          field: [...rule.field, 'filters', filter],
          message: wins
            ? `the CORS filter counts for nothing: \`traffic.cors\` of policy \`${textOfKey(keyOf(policy.object))}\` overrides it`
            : `the CORS filter replaces \`traffic.cors\` of policy \`${textOfKey(keyOf(policy.object))}\`, which counts for nothing on this rule`,
          help: 'keep one of the two',
        }];
      }))));
  },
};
