import { Manifest } from '../manifest';
import { ConstructLocation } from './diagnostic';

/** A sample token that a policy is expected to accept. Tokens do not belong in manifests, so it comes beside them. */
export interface ExpectedToken {
  /** The policy, one of the manifests that are judged. */
  readonly manifest: Manifest;
  readonly token: string;
  /**
   * An expression that must hold for the claims too: the guard of `iss` and `aud` that the constructs put beside the policy.
   * @default - nothing beyond what the release verifies
   */
  readonly requirement?: string;
  /** Where the token was given. */
  readonly construct?: ConstructLocation;
}
