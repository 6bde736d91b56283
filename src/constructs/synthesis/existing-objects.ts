import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ExternalObject } from '../../diagnostics';

/** Of the constructs of an app, the objects that some stand for without making them: what `fromGatewayName`, `fromBackendName` and the like of cdk8s-plus give. */
export function existingObjects(constructs: readonly IConstruct[]): ExternalObject[] {
  return constructs.filter(isReference).map((reference) => ({
    kind: reference.kind,
    name: reference.name,
    // objects without a namespace count as being in `default`
    namespace: reference.namespace ?? Chart.of(reference).namespace ?? 'default',
  }));
}

interface Reference extends IConstruct {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A construct that stands for a Kubernetes object and has none of its own. */
function isReference(construct: IConstruct): construct is Reference {
  return 'kind' in construct && typeof construct.kind === 'string' && 'name' in construct && typeof construct.name === 'string'
    && !ApiObject.isApiObject(construct) && construct.node.defaultChild === undefined;
}
