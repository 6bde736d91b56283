import { IConstruct } from 'constructs';
import { noteChange } from '../support/revision';
import { rememberOrigin } from '../support/source-location';

/** A finding that the user accepts for everything below a construct. */
export interface GivenAcknowledgement {
  readonly scope: IConstruct;
  readonly code: string;
  readonly reason: string;
}

const given = new WeakMap<IConstruct, GivenAcknowledgement[]>();

/** Accepts findings with `code` below `scope`; what was accepted there before for the same code is replaced. */
export function addAcknowledgement(scope: IConstruct, code: string, reason: string): void {
  const app = scope.node.root;
  const others = givenAcknowledgements(app).filter((each) => each.scope !== scope || each.code !== code);
  const acknowledgement = { scope, code, reason };
  rememberOrigin(acknowledgement);
  given.set(app, [...others, acknowledgement]);
  noteChange(scope);
}

/** What was accepted anywhere in an app. */
export function givenAcknowledgements(app: IConstruct): readonly GivenAcknowledgement[] {
  return given.get(app) ?? [];
}

/** Whether findings with `code` are accepted for a construct. */
export function isAcknowledged(construct: IConstruct, code: string): boolean {
  const scopes = construct.node.scopes;
  return givenAcknowledgements(construct.node.root).some((each) => each.code === code && scopes.includes(each.scope));
}
