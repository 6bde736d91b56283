import { CONTROLLER } from '../../gateway';

/** Whether a name is meant for agentgateway's controller: that of the older product line, or another of the same domain. */
export function isMistakenController(controllerName: string): boolean {
  return controllerName !== CONTROLLER && /^(kgateway\.dev\/agentgateway|agentgateway\.dev\/.*)$/.test(controllerName);
}
