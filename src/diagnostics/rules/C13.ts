import { ManifestOf } from '../../gateway';
import { ConfigMap, isMap, Manifest, manifestsOfKind, readYaml } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { rateLimitExample } from '../examples/rate-limit-example';
import { blocksAt } from '../lookup/blocks-at';
import { nearest } from '../nearest';

interface GlobalLimit {
  readonly domain: string;
  readonly descriptors: readonly { readonly entries: readonly { readonly name: string }[] }[];
}

/** What the configuration of a rate limit service knows at one level: keys, and what may follow each. */
type Keys = ReadonlyMap<string, Keys>;

const CONFIG = `
apiVersion: v1
kind: ConfigMap
metadata: { name: ratelimit-config, namespace: agentgateway-system }
data:
  config.yaml: |
    domain: mcp
    descriptors:
      - key: user
        rate_limit: { unit: minute, requests_per_unit: 10 }
        descriptors: [{ key: tool, rate_limit: { unit: minute, requests_per_unit: 2 } }]
---`;

function limit(domain: string, ...names: readonly string[]): string {
  return `${CONFIG}${rateLimitExample('global:', '  backendRef: { name: ratelimit, port: 8081 }', `  domain: ${domain}`,
    `  descriptors: [{ entries: [${names.map((name) => `{ name: ${name}, expression: jwt.sub }`).join(', ')}] }]`)}`;
}

/** A global rate limit that the service's own configuration does not know. */
export const C13: DiagnosticRule = {
  code: 'C13',
  title: 'The rate limit service knows no such domain or descriptor',
  severity: 'warning',
  security: true,
  written: 'a `domain` or the `name` of an entry in `rateLimit.global` that the rate limit configuration in a ConfigMap of the same manifests does not have',
  happens: 'the service finds no limit for what it is asked, and answers that the request may pass: nothing is ever limited, on every release',
  instead: 'use the `domain` and the `key`s of the ConfigMap, entries in the order in which its descriptors are nested',
  triggers: [limit('mpc', 'user'), limit('mcp', 'users'), limit('mcp', 'user', 'tol')],
  nearMisses: [limit('mcp', 'user'), limit('mcp', 'user', 'tool'), limit('other', 'user').slice(CONFIG.length)],
  check: ({ manifests }) => {
    const domains = new Map(manifestsOfKind(manifests, 'ConfigMap').flatMap(configuredDomains));
    return domains.size === 0 ? [] : blocksAt(manifests, 'spec.traffic.rateLimit', 'global').flatMap(({ manifest, field, value }) => {
      const { domain, descriptors } = value as GlobalLimit;
      const keys = domains.get(domain);
      if (keys === undefined) {
        return [finding(manifest, [...field, 'domain'], `no rate limit configuration has the domain \`${domain}\`, so nothing is limited`, domain, domains)];
      }
      return descriptors.flatMap(({ entries }, index): RuleFinding[] => {
        let level = keys;
        for (const [at, { name }] of entries.entries()) {
          const next = level.get(name);
          if (next === undefined) {
            const where = at === 0 ? `domain \`${domain}\`` : `key \`${entries[at - 1].name}\` of domain \`${domain}\``;
            return [finding(manifest, [...field, 'descriptors', index, 'entries', at, 'name'], `${where} has no descriptor with the key \`${name}\`, so it limits nothing`, name, level)];
          }
          level = next;
        }
        return [];
      });
    });
  },
};

function finding(manifest: Manifest, field: RuleFinding['field'], message: string, written: string, known: ReadonlyMap<string, unknown>): RuleFinding {
  const meant = nearest(written, known.keys());
  return {
    manifest,
    field,
    message,
    help: meant !== undefined ? `did you mean \`${meant}\`?`
      : known.size === 0 ? 'remove the entry, or nest a descriptor for it in the ConfigMap'
        : `write one of ${[...known.keys()].map((name) => `\`${name}\``).join(', ')}, or add it to the ConfigMap`,
  };
}

/** The domains that the entries of a ConfigMap configure, in the format of Envoy's rate limit service. */
function configuredDomains({ object }: ManifestOf<ConfigMap>): readonly (readonly [domain: string, keys: Keys])[] {
  return Object.values(object.data ?? {}).filter((text) => /^domain\s*:/m.test(text)).flatMap((text) => {
    const config = readYaml(text);
    return isMap(config) && typeof config.domain === 'string' ? [[config.domain, keysOf(config.descriptors)] as const] : [];
  });
}

function keysOf(descriptors: unknown): Keys {
  const keys = new Map<string, Keys>();
  for (const descriptor of Array.isArray(descriptors) ? descriptors : []) {
    if (isMap(descriptor) && typeof descriptor.key === 'string') {
      keys.set(descriptor.key, new Map([...keys.get(descriptor.key) ?? [], ...keysOf(descriptor.descriptors)]));
    }
  }
  return keys;
}
