import { ISecret } from 'cdk8s-plus-28';
import { CredentialLocation } from './credential-location';
import { JwtMode } from './jwt-mode';

/** Who may pass by name and password: `traffic.basicAuthentication`. Exactly one of `users` and `secret` is given. */
export interface BasicAuthentication {
  /**
   * `users`: lines as `htpasswd` writes them, with the hash of the password, 1 to 256. They stand in the manifest; prefer `secret`.
   *
   * @default - see `secret`
   */
  readonly users?: string[];

  /**
   * `secretRef`: a Secret in the namespace of the target, whose entry `.htaccess` holds the lines.
   *
   * @default - see `users`
   */
  readonly secret?: ISecret;

  /**
   * `secretRef.key`: the entry of the Secret (agentgateway 1.4 or newer).
   *
   * @default '.htaccess'
   */
  readonly key?: string;

  /**
   * `mode`: what becomes of requests without valid credentials: `STRICT` or `OPTIONAL`.
   *
   * @default JwtMode.STRICT
   */
  readonly mode?: JwtMode;

  /**
   * `realm`: what browsers show when they ask.
   *
   * @default - that of agentgateway
   */
  readonly realm?: string;

  /**
   * `location` (agentgateway 1.2 or newer).
   *
   * @default - the header `Authorization`, after `Basic `
   */
  readonly location?: CredentialLocation;
}
