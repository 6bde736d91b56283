import type { EffectiveGateway, McpBackend, McpTarget, ObjectKey } from '../../gateway';
import type { ReadyBackend } from '../mcp/mcp-endpoint';
import { ProxyStartProblem } from '../proxy-start-error';
import { parseAddress } from './parse-address';
import { nameOf } from './refuse-unsupported';
import { Address, Upstream } from '../upstream/upstream';

/** Looks up one value of a Secret; `undefined` where the Secret or the key is not there. */
export type SecretLookup = (secret: ObjectKey, key: string) => string | undefined;

export interface BackendSources {
  readonly secrets: SecretLookup;
  /** Where connections to `host:port` go instead. */
  readonly resolve: ReadonlyMap<string, string>;
}

/** Every MCP backend that a route leads to, ready to be called. Nothing is connected before the first call. */
export function readyBackends(gateway: EffectiveGateway, sources: BackendSources): {
  readonly backends: ReadonlyMap<McpBackend, ReadyBackend>;
  readonly problems: readonly ProxyStartProblem[];
} {
  const problems: ProxyStartProblem[] = [];
  const used = new Set<string>();
  const backends = new Map<McpBackend, ReadyBackend>();
  for (const backend of mcpBackendsOf(gateway)) {
    const [target] = backend.targets;
    if (target && !backends.has(backend)) {
      const name = `${target.host}:${target.port}`;
      const resolved = sources.resolve.get(name);
      used.add(name);
      const connectTo = resolved === undefined ? undefined : addressOf(resolved, problems);
      backends.set(backend, { upstream: new Upstream(target, connectTo), credential: credentialOf(target, sources.secrets, problems) });
    }
  }
  for (const name of sources.resolve.keys()) {
    if (!used.has(name)) {
      problems.push({
        message: `no target is at \`${name}\`, so resolving it elsewhere changes nothing`,
        help: used.size === 0 ? 'leave it out' : `targets are at ${[...used].map((known) => `\`${known}\``).join(', ')}`,
      });
    }
  }
  return { backends, problems };
}

function mcpBackendsOf(gateway: EffectiveGateway): readonly McpBackend[] {
  return gateway.listeners
    .flatMap(({ routes }) => routes)
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => rule.backends)
    .flatMap(({ backend }) => backend.kind === 'mcp' ? [backend.mcp] : []);
}

function addressOf(text: string, problems: ProxyStartProblem[]): Address | undefined {
  const address = parseAddress(text);
  if (!address) {
    problems.push({ message: `\`${text}\` is no address to connect to`, help: 'write it as `host:port`, for example `127.0.0.1:3001`' });
  }
  return address;
}

function credentialOf(target: McpTarget, secrets: SecretLookup, problems: ProxyStartProblem[]): ReadyBackend['credential'] {
  const { credential } = target;
  if (!credential) {
    return undefined;
  }
  const value = 'value' in credential ? credential.value : secrets(credential.secret, credential.key);
  const name = `target \`${target.name}\` of ${nameOf(target)}`;
  if (value === undefined && 'secret' in credential) {
    const { secret, key } = credential;
    problems.push({
      message: `${name} needs the key \`${key}\` of the Secret \`${secret.namespace}/${secret.name}\`, which is not there`,
      help: 'put the Secret beside the manifests, or give its value to the proxy',
    });
    return undefined;
  }
  const bare = withoutScheme(value ?? '', credential.prefix).trim();
  if (bare === '' || /[^\x20-\x7e]/.test(bare)) {
    problems.push({ message: `the credential for ${name} is empty or holds characters that no header may hold`, help: 'look for a line break in the Secret' });
    return undefined;
  }
  return [credential.header, `${credential.prefix}${bare}`];
}

/** Secrets are often written with the scheme in front, which agentgateway takes off. */
function withoutScheme(value: string, prefix: string): string {
  return prefix === 'Bearer ' && /^bearer /i.test(value) ? value.slice('Bearer '.length) : value;
}
