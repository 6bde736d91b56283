import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { indexManifests, selectServices } from '../../gateway';
import { manifestsOf } from '../../manifest';

type Selector = Parameters<typeof selectServices>[0];

/** The names of the targets that a selector makes of the Services of an app. */
export function selectedTargetNames(app: IConstruct, namespace: string | undefined, selector: Selector): readonly string[] {
  const manifests = app.node.findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && ['Service', 'Namespace'].includes(construct.kind))
    .flatMap((object) => manifestsOf(object.toJson()).manifests);
  return selectServices(selector, namespace ?? 'default', indexManifests(manifests)).map(({ name }) => name);
}
