import { IConstruct } from 'constructs';
import { isRemembered } from '../support/source-location';

/** The construct of this package that made an object, or the object itself where the user made it. */
export function ownerOf(object: IConstruct): IConstruct {
  const scope = object.node.scope;
  return scope !== undefined && isRemembered(scope) ? scope : object;
}
