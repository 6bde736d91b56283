import { IConstruct } from 'constructs';
import { ExternalObject } from '../../diagnostics';
import { noteChange } from '../support/revision';

/** An object that the user says to exist elsewhere, for everything below a construct. */
export interface GivenExternalObject {
  readonly scope: IConstruct;
  readonly object: ExternalObject;
}

const given = new WeakMap<IConstruct, GivenExternalObject[]>();

/** Lets everything below `scope` name an object that the app does not make. */
export function addExternalObject(scope: IConstruct, object: ExternalObject): void {
  const app = scope.node.root;
  given.set(app, [...givenExternalObjects(app), { scope, object }]);
  noteChange(scope);
}

/** What was given anywhere in an app. */
export function givenExternalObjects(app: IConstruct): readonly GivenExternalObject[] {
  return given.get(app) ?? [];
}
