import { ISecret } from 'cdk8s-plus-28';

/** Which account of Google asks for a token: `auth.gcp`. */
export interface GcpCredentialOptions {
  /**
   * `secretRef`: a Secret in the namespace of the object that says so, whose entry `credentials.json` holds credentials as Google writes them.
   *
   * @default - what the proxy finds around it, as the SDK of Google does
   */
  readonly secret?: ISecret;

  /**
   * `secretRef.key`: the entry of the Secret (agentgateway 1.4 or newer).
   *
   * @default 'credentials.json'
   */
  readonly key?: string;
}
