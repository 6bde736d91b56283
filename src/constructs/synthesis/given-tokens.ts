import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { noteChange } from '../support/revision';
import { rememberOrigin } from '../support/source-location';

/** A sample token that a policy is expected to accept. */
export interface GivenToken {
  readonly policy: ApiObject;
  readonly token: string;
  /** The guard of `iss` and `aud` beside the policy, if there is one. */
  readonly requirement?: string;
}

const given = new WeakMap<IConstruct, GivenToken[]>();

/** Has the app of a policy verify a token whenever it is synthesized. */
export function addGivenToken(token: GivenToken): void {
  const app = token.policy.node.root;
  rememberOrigin(token);
  given.set(app, [...givenTokens(app), token]);
  noteChange(token.policy);
}

/** What was given anywhere in an app. */
export function givenTokens(app: IConstruct): readonly GivenToken[] {
  return given.get(app) ?? [];
}
