import { manifestIndexOf } from './manifest-index-of';
import { oncePerSubject } from './once-per-subject';
import { CONTROLLER } from '../../gateway';
import { Gateway } from '../../manifest';
import { Subject } from '../diagnostic-rule';

/** Whether agentgateway reconciles a Gateway: its class is the one that the controller makes itself, or another that names the controller. */
export function isOwnGateway(subject: Subject, { spec: { gatewayClassName } }: Gateway): boolean {
  return gatewayClassName === 'agentgateway' || ownClasses(subject).has(gatewayClassName);
}

const ownClasses = oncePerSubject((subject): ReadonlySet<string> => new Set(manifestIndexOf(subject).gatewayClasses
  .filter(({ object }) => object.spec.controllerName === CONTROLLER)
  .map(({ object }) => object.metadata.name)));
