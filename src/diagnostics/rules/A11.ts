import { AgentgatewayBackend, isKind, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { AuthorizationPlace } from '../lookup/authorization-places';
import { oncePer } from '../lookup/once-per';
import { parseOrUndefined } from '../lookup/parse-or-undefined';
import { placedRules } from '../lookup/placed-rules';
import { textsComparedWith } from '../lookup/texts-compared-with';
import { nearest } from '../nearest';

const TARGETS = ['tool', 'prompt', 'resource', 'task'].map((item) => `mcp.${item}.target`);

const SELECTOR_BACKEND = `
apiVersion: agentgateway.dev/v1alpha1
kind: AgentgatewayBackend
metadata: { name: github, namespace: agentgateway-system }
spec:
  mcp:
    targets: [{ name: everything, selector: { services: { matchLabels: { app: everything } } } }]
---
apiVersion: v1
kind: Service
metadata: { name: mcp-server-everything, namespace: agentgateway-system, labels: { app: everything } }
spec:
  ports: [{ port: 3001, appProtocol: agentgateway.dev/mcp }]
`;

/** A target that the backend does not have, by the name that counts. */
export const A11: DiagnosticRule = {
  code: 'A11',
  title: 'A rule names a target that the backend does not have',
  severity: 'warning',
  security: false,
  written: '`mcp.tool.target` compared with the name of a selector entry, or with a name that is misspelled',
  happens: 'a target that a selector finds is called `<service>-<port name>` or `<service>-<port number>`, or as its annotation `agentgateway.dev/mcp-target-name` says, never as the entry: the rule never matches, on every release',
  instead: 'compare with the effective name of the target',
  triggers: [
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.target == "everything"'), SELECTOR_BACKEND),
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.target == "gihtub"')),
  ],
  nearMisses: [
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.target == "mcp-server-everything-3001"'), SELECTOR_BACKEND),
    gatewayExample(authorizationExample('mcp', 'Allow', 'mcp.tool.target == "github"')),
  ],
  check: ({ gateway }) => placedRules(gateway).flatMap(({ rule, places }) => {
    const ast = hasBackend(places) ? parseOrUndefined(rule.expression) : undefined;
    const texts = ast === undefined ? [] : TARGETS.flatMap((target) => textsComparedWith(ast, target));
    if (texts.length === 0) {
      return [];
    }
    const { names, entries, allKnown } = targetsBehind(places);
    return texts.flatMap(({ text, range }): RuleFinding[] => {
      if (names.has(text) || (!allKnown && !entries.has(text))) {
        return [];
      }
      const meant = nearest(text, [...names]);
      return [{
        manifest: rule.manifest,
        field: rule.field,
        message: entries.has(text)
          ? `\`${text}\` is the name of a selector entry; the targets it finds are called by their Services`
          : `there is no target \`${text}\` behind this rule`,
        help: meant !== undefined && !entries.has(text)
          ? `did you mean \`${meant}\`?`
          : names.size > 0 ? `the targets are ${[...names].map((name) => `\`${name}\``).join(', ')}` : 'write `<service>-<port>`',
        excerpt: { text: rule.expression, range },
      }];
    });
  }),
};

const hasBackend = oncePer((places: readonly AuthorizationPlace[]): boolean => places.some(({ backend }) => backend));

/** The effective names of the targets behind places, the names of selector entries there, and whether there can be no other targets. */
const targetsBehind = oncePer((places: readonly AuthorizationPlace[]) => ({
  names: new Set(places.flatMap(({ backend }) => (backend?.targets ?? []).map(({ name }) => name))),
  entries: new Set(places.flatMap(selectorEntries)),
  allKnown: places.every(hasAllTargets),
}));

function selectorEntries({ backend }: AuthorizationPlace): readonly string[] {
  return backend ? targetsOf(backend.manifest).filter(({ selector }) => selector !== undefined).map(({ name }) => name) : [];
}

/** Services that a selector finds may be elsewhere; then their names are not known. */
function hasAllTargets({ backend }: AuthorizationPlace): boolean {
  return backend === undefined || targetsOf(backend.manifest).every(({ selector }, index) =>
    selector === undefined || backend.targets.some(({ field }) => field[3] === index));
}

function targetsOf(manifest: Manifest): NonNullable<AgentgatewayBackend['spec']['mcp']>['targets'] {
  return isKind(manifest, 'AgentgatewayBackend') ? manifest.object.spec.mcp?.targets ?? [] : [];
}
