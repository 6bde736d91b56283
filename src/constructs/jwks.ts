import { readFileSync } from 'node:fs';
import { Duration } from 'cdk8s';
import { IConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackendReference } from './backend-reference';
import { checkPort } from './support/check-props';
import { gvk } from './support/gvk';
import { jwkOfPem } from './support/jwk-of-pem';
import { ManifestObject } from './support/manifest-object';
import { renderDuration } from './support/render-duration';
import { sortedJson } from './support/sorted-json';
import { UsageError } from './support/usage-error';

/** How keys are fetched. */
export interface RemoteJwksOptions {
  /**
   * `jwks.remote.cacheDuration`: after which time they are fetched again, at least 5 minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheDuration?: Duration;
}

/** How keys are fetched from a host. */
export interface JwksUrlOptions extends RemoteJwksOptions {
  /**
   * `tls.caCertificateRefs` of the AgentgatewayBackend: a ConfigMap in the namespace of the policy, whose entry `ca.crt` holds the certificate
   * authority of the host.
   *
   * @default - the certificate authorities of the controller's image
   */
  readonly caCertificates?: IConfigMap;
}

/** The manifest's `jwks`, once it is known whose it is. @internal */
type Bind = (policy: Construct, id: string, namespace: string | undefined) => Record<string, unknown>;

/**
 * The keys with which an issuer signs its tokens: a JWK Set (RFC 7517 §5).
 *
 * @example
 * const inTheManifest = Jwks.fromFile('jwks.json');
 * const fetched = Jwks.fromUrl('https://login.example.com/.well-known/jwks.json', { cacheDuration: Duration.minutes(10) });
 */
export class Jwks {
  /** A JWK Set in the manifest (`jwks.inline`), byte for byte as given; 2 to 65,536 characters. */
  public static fromText(json: string): Jwks {
    return Jwks.inline('json', json);
  }

  /** A JWK Set in the manifest (`jwks.inline`), as JSON with the members of every map in the order of their names. */
  public static fromObject(jwks: Record<string, unknown>): Jwks {
    return Jwks.inline('jwks', sortedJson(jwks));
  }

  /**
   * A JWK Set in the manifest (`jwks.inline`), byte for byte as in the file.
   *
   * @param path the file; a relative path starts at the working directory
   */
  public static fromFile(path: string): Jwks {
    return Jwks.inline(path, readKeys(path));
  }

  /**
   * A public key or certificate in PEM, turned into a JWK Set in the manifest (`jwks.inline`).
   *
   * @param pem the text that begins with `-----BEGIN PUBLIC KEY-----` or `-----BEGIN CERTIFICATE-----`
   * @param kid the id of the key, as the headers of the tokens have it
   * @param algorithm the one algorithm that signs the tokens. Default: RS256 for RSA; ES256, ES384 or EdDSA by the curve
   */
  public static fromPem(pem: string, kid: string, algorithm?: string): Jwks {
    return Jwks.fromObject({ keys: [jwkOfPem(pem, kid, algorithm)] });
  }

  /**
   * Keys that the controller fetches from a Service (`jwks.remote`), or from an AgentgatewayBackend of type `static`. Port 443 does not
   * mean TLS: `fromUrl` makes that right for hosts outside the cluster.
   *
   * @param path the path of the JWK Set on the server
   */
  public static fromReference(reference: BackendReference, path: string, options: RemoteJwksOptions = {}): Jwks {
    checkJwksPath(path);
    const cacheDuration = renderCacheDuration(options);
    return new Jwks((_policy, _id, namespace) => (
      { remote: { backendRef: reference._render(namespace), jwksPath: path, cacheDuration } }
    ), reference);
  }

  /**
   * Keys that the controller fetches from a URL, such as the `jwks_uri` of an identity provider (`jwks.remote`). The host becomes an
   * AgentgatewayBackend beside the policy, with TLS where the URL says `https`.
   */
  public static fromUrl(url: string, options: JwksUrlOptions = {}): Jwks {
    const { host, port, path, tls } = readUrl(url);
    const cacheDuration = renderCacheDuration(options);
    if (!tls && options.caCertificates !== undefined) throw new UsageError(`\`caCertificates\` is given, and \`url\` is \`${url}\`, without TLS`, 'write `https`');
    const caCertificateRefs = options.caCertificates && [{ name: options.caCertificates.name }];
    return new Jwks((policy, id, namespace) => {
      const policies = tls ? { tls: { sni: host, caCertificateRefs } } : undefined;
      const { name } = new ManifestObject(policy, id, {
        ...gvk.agentgatewayBackend, metadata: { namespace }, spec: () => ({ static: { host, port }, policies }),
      });
      const backendRef = { group: 'agentgateway.dev', kind: gvk.agentgatewayBackend.kind, name, port };
      return { remote: { backendRef, jwksPath: path, cacheDuration } };
    });
  }

  private static inline(source: string, text: string): Jwks {
    if (text.length < 2 || text.length > 65_536) throw new UsageError(`\`${source}\` has ${text.length} characters as JSON`, 'give a JWK Set of 2 to 65536 characters');
    return new Jwks(() => ({ inline: text }));
  }

  private constructor(
    private readonly bind: Bind,
    /** The server that is named by the policy itself. @internal */
    public readonly _reference?: BackendReference,
  ) {}

  /** Makes what the keys need beside a policy. @internal */
  public _bind(policy: Construct, id: string, namespace: string | undefined): Record<string, unknown> {
    return this.bind(policy, id, namespace);
  }
}

function readKeys(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`the JWK Set \`${path}\` cannot be read (${(error as NodeJS.ErrnoException).code})`, `give a file that exists; relative paths start at \`${process.cwd()}\``);
  }
}

function renderCacheDuration({ cacheDuration }: RemoteJwksOptions): string | undefined {
  return cacheDuration && renderDuration('cacheDuration', cacheDuration, 300_000);
}

/** Up to release 1.4, the controller puts the path behind the host as it is. */
function checkJwksPath(path: string): void {
  if (path.length > 2000) throw new UsageError(`\`path\` has ${path.length} characters`, 'keep it to 2000 characters');
  if (!/^\/[\x21-\x7e]*$/.test(path) || /[?#]/.test(path)) {
    throw new UsageError(`\`path\` is ${JSON.stringify(path)}, which is no path of a JWK Set`, 'start it with `/`, without host, `?` and `#`; other characters as `%C3%A4`');
  }
}

/** What `tls.sni` can be. */
const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function readUrl(url: string): { host: string; port: number; path: string; tls: boolean } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
    throw new UsageError(`\`url\` is \`${url}\`, which is no URL of a server`, 'write it as the `jwks_uri` of the identity provider');
  }
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '') {
    throw new UsageError('`url` has a user, `?` or `#`, which the controller does not send', 'give the host and the path alone');
  }
  checkJwksPath(parsed.pathname);
  const tls = parsed.protocol === 'https:';
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (tls && (host.length > 253 || !dnsName.test(host))) {
    throw new UsageError(`\`url\` has the host \`${host}\`, which TLS has no name for`, 'give a DNS name without a dot at its end');
  }
  const port = parsed.port === '' ? (tls ? 443 : 80) : Number(parsed.port);
  checkPort('port', port);
  return { host, port, path: parsed.pathname, tls };
}
