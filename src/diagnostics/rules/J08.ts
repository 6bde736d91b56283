import { Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { governsNothing } from '../lookup/governs-nothing';
import { jwtPolicies } from '../lookup/jwt-policies';
import { mcpAuthentications } from '../lookup/mcp-authentications';
import { oncePerSubject } from '../lookup/once-per-subject';
import { pathsToBackends } from '../lookup/paths-to-backends';
import { textOfKey } from '../lookup/text-of-key';

const ON_ROUTE = jwtExample({ target: 'HTTPRoute', provider: [] }).replace('name: jwt,', 'name: route-jwt,');

/** A provider whose tokens are taken for whomever they are meant. */
export const J08: DiagnosticRule = {
  code: 'J08',
  title: 'No audience is asked for',
  severity: 'warning',
  security: false,
  written: 'a provider without `audiences`',
  happens: 'a token that the issuer made for any other service is accepted here as well, on every release; the MCP specification asks servers to check that tokens are meant for them',
  instead: 'set `audiences` to what the identity provider puts into `aud` for this gateway',
  triggers: [jwtExample({ provider: [] }), gatewayExample(jwtExample({ provider: [] }))],
  nearMisses: [
    jwtExample(),
    // what lets nobody in accepts no token either
    gatewayExample(ON_ROUTE).replace('parentRefs: [{ name: agentgateway-proxy }]', 'parentRefs: [{ name: agentgateway-proxy, sectionName: https }]'),
    gatewayExample(ON_ROUTE, jwtExample().replace('spec:', 'spec:\n  strategy: { inheritance: Override }')),
  ],
  check: (subject) => [
    ...jwtPolicies(subject.manifests).flatMap(({ manifest, field, jwt }) =>
      jwt.providers.flatMap(({ issuer, audiences }, index): RuleFinding[] => audiences || governsNothing(subject, manifest) ? [] : [{
        manifest,
        field: [...field, 'providers', index],
        message: `tokens of issuer \`${issuer}\` are accepted for whomever they were made, because the provider has no \`audiences\``,
        help: helpOn(subject, manifest),
      }])),
    ...mcpAuthentications(subject.manifests).flatMap(({ manifest, field, authentication: { audiences } }): RuleFinding[] =>
      audiences || governsNothing(subject, manifest) ? [] : [{
        manifest,
        field,
        message: 'tokens are accepted for whomever they were made, because `mcp.authentication` has no `audiences`',
        help: helpOn(subject, manifest),
      }]),
  ],
};

function helpOn(subject: Subject, policy: Manifest): string {
  const [first, ...others] = openedBackends(subject).get(policy) ?? [];
  const opened = first === undefined ? '' : `; until then they open backend \`${first}\`${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return `set \`audiences\` to what the identity provider puts into \`aud\` for this gateway${opened}`;
}

/** The MCP backends that each policy lets tokens through to. It may govern others elsewhere, so that none here is no reason to be silent. */
const openedBackends = oncePerSubject((subject): ReadonlyMap<Manifest, ReadonlySet<string>> => {
  const found = new Map<Manifest, Set<string>>();
  for (const { authentications, backend } of pathsToBackends(subject)) {
    for (const { manifest, variable } of authentications) {
      if (variable === 'jwt') {
        found.set(manifest, (found.get(manifest) ?? new Set()).add(textOfKey(backend.key)));
      }
    }
  }
  return found;
});
