import { IConstruct } from 'constructs';
import { addAnnotationLines } from './add-annotation-lines';
import { givenExternalObjects } from './given-external-objects';
import { MadeManifest } from './made-manifest';
import { EXTERNAL_ANNOTATION, ExternalObject } from '../../diagnostics';
import { Manifest } from '../../manifest';

/**
 * Annotates the objects that name what the user says to exist elsewhere, so that the command `check` knows of it too. Gives what some object
 * of its scope names: the rest would be missing for the command.
 */
export function declareExternalObjects(app: IConstruct, made: readonly MadeManifest[]): readonly ExternalObject[] {
  return givenExternalObjects(app).flatMap(({ scope, object }) => {
    const line = `${object.kind}/${object.namespace}/${object.name}`;
    const naming = made.filter((each) => each.object.node.scopes.includes(scope) && names(each.manifest, object.name));
    for (const each of naming) addAnnotationLines(each.object, EXTERNAL_ANNOTATION, [line]);
    return naming.length > 0 ? [object] : [];
  });
}

function names({ object: { metadata, ...fields } }: Manifest, name: string): boolean {
  return holds(fields, name);
}

function holds(value: unknown, text: string): boolean {
  return value === text || (typeof value === 'object' && value !== null && Object.values(value).some((each) => holds(each, text)));
}
