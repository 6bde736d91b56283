import { ISecret } from 'cdk8s-plus-28';
import { CredentialLocation } from './credential-location';

/** A further credential that a server gets: an entry of `auth.credentials` (agentgateway 1.4 or newer). */
export interface AdditionalCredential {
  /** `secretRef`: a Secret in the namespace of the object that says so. */
  readonly secret: ISecret;

  /**
   * `secretRef.key`: the entry of the Secret.
   *
   * @default 'Authorization'
   */
  readonly key?: string;

  /** `location`: where the credential goes; no expression. */
  readonly location: CredentialLocation;
}
