import { isKgateway, ManifestOf } from '../../gateway';
import { Gateway } from '../../manifest';
import { Subject } from '../diagnostic-rule';
import { isMistakenController } from './is-mistaken-controller';
import { isOwnGateway } from './is-own-gateway';
import { manifestIndexOf } from './manifest-index-of';

/**
 * The controller that reconciles a Gateway, where the manifests say that it is another than agentgateway's: its class is among them. Classes that are
 * mistaken for agentgateway's are reported where they stand (T18).
 */
export function foreignController(subject: Subject, { object }: ManifestOf<Gateway>): string | undefined {
  const { gatewayClassName } = object.spec;
  const named = isKgateway(gatewayClassName) || isOwnGateway(subject, object)
    ? undefined
    : manifestIndexOf(subject).gatewayClasses.find((gatewayClass) => gatewayClass.object.metadata.name === gatewayClassName);
  return named === undefined || isMistakenController(named.object.spec.controllerName) ? undefined : named.object.spec.controllerName;
}
