import { ISecret } from 'cdk8s-plus-28';
import { CredentialLocation } from './credential-location';
import { JwtMode } from './jwt-mode';

/** Who may pass by a key: `traffic.apiKeyAuthentication`. Exactly one of `secret`, `secretLabels` and `configMapLabels` is given. */
export interface ApiKeyAuthentication {
  /**
   * `secretRef`: a Secret in the namespace of the target, of which every entry is a key.
   *
   * @default - see the others
   */
  readonly secret?: ISecret;

  /**
   * `secretSelector.matchLabels`: labels of the Secrets in the namespace of the target.
   *
   * @default - see the others
   */
  readonly secretLabels?: Record<string, string>;

  /**
   * `configMapSelector.matchLabels`: labels of ConfigMaps, whose entries hold hashes of keys (agentgateway 1.4 or newer).
   *
   * @default - see the others
   */
  readonly configMapLabels?: Record<string, string>;

  /**
   * `mode`: what becomes of requests without a valid key. `PERMISSIVE` needs agentgateway 1.3 or newer.
   *
   * @default JwtMode.STRICT
   */
  readonly mode?: JwtMode;

  /**
   * `location` (agentgateway 1.2 or newer).
   *
   * @default - the header `Authorization`, after `Bearer `
   */
  readonly location?: CredentialLocation;
}
