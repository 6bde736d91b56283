import { GcpCredentialOptions } from './gcp-credential-options';

/** Whom an ID token of Google is for: `auth.gcp` of type `IdToken`. */
export interface GcpIdTokenOptions extends GcpCredentialOptions {
  /**
   * `audience`, at most 256 characters.
   *
   * @default - the host of the server
   */
  readonly audience?: string;
}
