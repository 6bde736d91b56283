import { KubernetesObject } from '../kubernetes-object';
import { Group, Kind, Name, NamespaceName } from './building-blocks';
import { object, text, type ValueOf } from '../schema/field-schema';

/** `spec` of a GatewayClass (Gateway API 1.6). */
export const GatewayClassSpec = object({
  controllerName: text(1, 253, {
    pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$",
    means: 'a controller such as `agentgateway.dev/agentgateway`',
  }),
}, {
  description: text(undefined, 64),
  parametersRef: object({ group: Group, kind: Kind, name: Name }, { namespace: NamespaceName }),
});

/** A GatewayClass. */
export type GatewayClass = KubernetesObject & { spec: ValueOf<typeof GatewayClassSpec> };
