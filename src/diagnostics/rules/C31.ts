import { isKind, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { policyExample } from '../examples/policy-example';
import { keyOf } from '../lookup/key-of';

const HASH = `sha256:${'a1'.repeat(32)}`;

function keys(kind: 'ConfigMap' | 'Secret', entry: string): string {
  return `
apiVersion: v1
kind: ${kind}
metadata: { name: clients, namespace: agentgateway-system, labels: { keys: mcp } }
${kind === 'Secret' ? 'stringData' : 'data'}:
  client: '${entry}'
---${policyExample('api-keys', 'Gateway', `traffic:
  apiKeyAuthentication: { ${kind === 'Secret' ? 'secretSelector' : 'configMapSelector'}: { matchLabels: { keys: mcp } } }`)}`;
}

/** An API key that the controller refuses. */
export const C31: DiagnosticRule = {
  code: 'C31',
  title: 'An API key is not accepted',
  severity: 'warning',
  security: false,
  written: 'a raw key in a ConfigMap, a `keyHash` without `sha256:`, an entry with both or neither of `key` and `keyHash`, or an empty one',
  happens: 'the controller leaves the entry out and the policy is `PartiallyValid`: the client with this key is refused (`keyHash` and ConfigMaps: 1.4 and later)',
  instead: 'in a ConfigMap write `{"keyHash": "sha256:…"}` with 64 hexadecimal digits; in a Secret the key itself will do as well',
  triggers: [keys('ConfigMap', 'my-key'), keys('ConfigMap', '{"keyHash":"a1a1"}'), keys('Secret', '{"key":"k","keyHash":"sha256:00"}'), keys('Secret', '')],
  nearMisses: [keys('ConfigMap', `{"keyHash":"${HASH}"}`), keys('Secret', 'my-key'), keys('ConfigMap', 'my-key').replace('{ keys: mcp } }\ndata', '{ keys: other } }\ndata')],
  check: (subject) => subject.manifests.flatMap((manifest): RuleFinding[] => {
    const entries = isUsed(manifest, subject) ? entriesOf(manifest) : [];
    return entries.flatMap(([block, name, text]) => {
      const problem = problemOf(text, manifest.object.kind);
      return problem === undefined ? [] : [{
        manifest,
        field: [block, name],
        message: `the API key \`${name}\` ${problem}, so it is left out`,
        help: manifest.object.kind === 'ConfigMap' ? 'write `{"keyHash": "sha256:…"}` with the SHA-256 of the key' : 'write the key, or `{"keyHash": "sha256:…"}`',
      }];
    });
  }),
};

/** Whether a policy of the namespace reads the object as a store of API keys. */
function isUsed({ object }: Manifest, { manifests }: Subject): boolean {
  return (object.kind === 'Secret' || object.kind === 'ConfigMap') && manifests.some((manifest) => {
    const authentication = isKind(manifest, 'AgentgatewayPolicy') && keyOf(manifest.object).namespace === keyOf(object).namespace
      ? manifest.object.spec.traffic?.apiKeyAuthentication
      : undefined;
    const selector = object.kind === 'Secret' ? authentication?.secretSelector : authentication?.configMapSelector;
    return (object.kind === 'Secret' && authentication?.secretRef?.name === object.metadata.name)
      || (selector !== undefined && Object.entries(selector.matchLabels).every(([name, value]) => object.metadata.labels?.[name] === value));
  });
}

function entriesOf(manifest: Manifest): readonly (readonly [block: string, name: string, text: string])[] {
  const entries = (block: string, values: Record<string, string> | undefined, read = (text: string): string => text) =>
    Object.entries(values ?? {}).map(([name, text]) => [block, name, read(text)] as const);
  if (isKind(manifest, 'ConfigMap')) {
    return entries('data', manifest.object.data);
  }
  return isKind(manifest, 'Secret')
    ? [...entries('stringData', manifest.object.stringData), ...entries('data', manifest.object.data, (text) => Buffer.from(text, 'base64').toString())]
    : [];
}

/** What is wrong with an entry; never repeats any of it. */
function problemOf(text: string, kind: string): string | undefined {
  if (text.trim() === '') {
    return 'is empty';
  }
  const entry = /^\s*\{/.test(text) ? parse(text) : { key: text };
  if (entry === undefined) {
    return 'is no valid JSON';
  }
  if ((entry.key === undefined) === (entry.keyHash === undefined)) {
    return 'must have exactly one of `key` and `keyHash`';
  }
  if (entry.key !== undefined) {
    return kind === 'ConfigMap' ? 'stands in clear text in a ConfigMap' : undefined;
  }
  return typeof entry.keyHash === 'string' && /^sha256:[0-9a-f]{64}$/i.test(entry.keyHash) ? undefined : 'has a `keyHash` that is not `sha256:` and 64 hexadecimal digits';
}

function parse(text: string): { readonly key?: unknown; readonly keyHash?: unknown } | undefined {
  try {
    return JSON.parse(text) as { key?: unknown; keyHash?: unknown };
  } catch {
    return undefined;
  }
}
