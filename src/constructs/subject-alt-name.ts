import { checkHostname } from './support/check-props';
import { UsageError } from './support/usage-error';

/** A name that the certificate of a server has: an entry of `validation.subjectAltNames` of a BackendTLSPolicy. */
export class SubjectAltName {
  /**
   * A host name (`type: Hostname`).
   *
   * @param hostname `hostname`; may start with `*.`
   */
  public static hostname(hostname: string): SubjectAltName {
    checkHostname('hostname', hostname);
    return new SubjectAltName({ type: 'Hostname', hostname });
  }

  /**
   * A URI (`type: URI`), such as a SPIFFE ID.
   *
   * @param uri `uri`, with a scheme, at most 253 characters
   */
  public static uri(uri: string): SubjectAltName {
    if (!URL.canParse(uri) || uri.length > 253) {
      throw new UsageError(`\`uri\` is \`${uri}\`, which is no URI of at most 253 characters`, 'write it with its scheme, such as `spiffe://example.org/app`');
    }
    return new SubjectAltName({ type: 'URI', uri });
  }

  private constructor(private readonly name: Record<string, unknown>) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return { ...this.name };
  }
}
