import { readFileSync } from 'node:fs';
import { UsageError } from './support/usage-error';

/** The keys with which an issuer signs its tokens: a JWK Set (RFC 7517 §5). */
export class Jwks {
  /** A JWK Set in the manifest (`jwks.inline`), byte for byte as given. */
  public static fromText(json: string): Jwks {
    return new Jwks(json);
  }

  /** A JWK Set in the manifest (`jwks.inline`). */
  public static fromObject(jwks: Record<string, unknown>): Jwks {
    return new Jwks(JSON.stringify(jwks));
  }

  /**
   * A JWK Set in the manifest (`jwks.inline`), byte for byte as in the file.
   *
   * @param path the file; a relative path starts at the working directory
   */
  public static fromFile(path: string): Jwks {
    return new Jwks(readKeys(path));
  }

  private constructor(private readonly inline: string) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return { inline: this.inline };
  }
}

function readKeys(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`the JWK Set \`${path}\` cannot be read (${(error as NodeJS.ErrnoException).code})`, `give a file that exists; relative paths start at \`${process.cwd()}\``);
  }
}
