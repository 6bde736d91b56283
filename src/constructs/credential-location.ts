import { checkHeaderName, checkText } from './support/check-props';
import { UsageError } from './support/usage-error';

/** Where a credential is in a request: `location` (agentgateway 1.2 or newer). */
export class CredentialLocation {
  /**
   * A header.
   *
   * @param prefix what stands before the credential, such as `Bearer `. Default: nothing
   */
  public static header(name: string, prefix?: string): CredentialLocation {
    checkHeaderName('name', name);
    if (prefix !== undefined) checkText('prefix', prefix, 256);
    return new CredentialLocation({ header: { name, prefix } });
  }

  /** A parameter of the query. It shows up in logs and browser histories; prefer a header. */
  public static queryParameter(name: string): CredentialLocation {
    checkText('name', name, 256);
    return new CredentialLocation({ queryParameter: { name } });
  }

  /** A cookie. */
  public static cookie(name: string): CredentialLocation {
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]{1,256}$/i.test(name)) throw new UsageError(`\`name\` is ${JSON.stringify(name)}, which is no name of a cookie`, 'use at most 256 letters, digits, `-` and `_`');
    return new CredentialLocation({ cookie: { name } });
  }

  /** What an expression in agentgateway's dialect of CEL gives; for credentials of clients only (agentgateway 1.3 or newer). */
  public static expression(expression: string): CredentialLocation {
    checkText('expression', expression, 16384);
    return new CredentialLocation({ expression });
  }

  private constructor(private readonly location: Record<string, unknown>) {}

  /** What no two credentials of a request may share. Names of headers are the same in every case. @internal */
  public get _place(): string {
    const [[kind, value]] = Object.entries(this.location) as [[string, string | { name: string }]];
    const name = typeof value === 'string' ? value : value.name;
    return JSON.stringify([kind, kind === 'header' ? name.toLowerCase() : name]);
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return this.location;
  }
}
