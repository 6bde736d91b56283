import { KubernetesObject } from '../kubernetes-object';
import { Port } from './building-blocks';
import { anything, dictionary, flag, integer, integerOrText, list, object, oneOf, text, type ValueOf } from '../schema/field-schema';
import { ruled, type Rule } from '../schema/rule';

/** `spec` of a Service. What is not read is not judged, but for its name: a misspelt field would be taken for one that is absent. */
export const ServiceSpec = object({}, {
  selector: dictionary(text()),
  ports: list(object({ port: Port }, {
    name: text(), protocol: oneOf(['TCP', 'UDP', 'SCTP']), appProtocol: text(), targetPort: integerOrText({}), nodePort: integer(),
  })),
  type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']),
  clusterIP: text(),
  externalName: text(),
  allocateLoadBalancerNodePorts: anything(),
  clusterIPs: anything(),
  externalIPs: anything(),
  externalTrafficPolicy: anything(),
  healthCheckNodePort: anything(),
  internalTrafficPolicy: anything(),
  ipFamilies: anything(),
  ipFamilyPolicy: anything(),
  loadBalancerClass: anything(),
  loadBalancerIP: anything(),
  loadBalancerSourceRanges: anything(),
  publishNotReadyAddresses: anything(),
  sessionAffinity: anything(),
  sessionAffinityConfig: anything(),
  trafficDistribution: anything(),
});

/** A Service. */
export type Service = KubernetesObject & { spec?: ValueOf<typeof ServiceSpec> };

/** Of an entry without a value, the API server makes an empty text. */
const SecretText = text(undefined, undefined, { sensitive: true, default: '' });

/** Kubernetes breaks no lines in what it writes, and does not mind them in what it reads. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function isBase64(plainField: string): Rule<string> {
  return {
    message: 'illegal base64 data',
    help: `encode the value, or write it as it is into \`${plainField}\``,
    holds: (self) => {
      const written = self.replace(/[\r\n]+/g, '');
      return written.length % 4 === 0 && BASE64.test(written);
    },
  };
}

/** What a Secret has beside its metadata. */
export const SecretFields = {
  type: text(), data: dictionary(ruled(SecretText, isBase64('stringData'))), stringData: dictionary(SecretText), immutable: flag(),
};

/** A Secret; the values of `data` are base64. */
export type Secret = KubernetesObject & { type?: string; data?: Record<string, string>; stringData?: Record<string, string> };

/** What a ConfigMap has beside its metadata. */
export const ConfigMapFields = { data: dictionary(SecretText), binaryData: dictionary(ruled(SecretText, isBase64('data'))), immutable: flag() };

/** A ConfigMap; the values of `binaryData` are base64. */
export type ConfigMap = KubernetesObject & { data?: Record<string, string>; binaryData?: Record<string, string> };

/** `spec` of a Namespace. */
export const NamespaceSpec = object({}, { finalizers: anything() });

/** A Namespace; only its metadata is read. */
export type Namespace = KubernetesObject;
