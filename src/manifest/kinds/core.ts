import { KubernetesObject } from '../kubernetes-object';
import { Port } from './building-blocks';
import { anything, dictionary, integer, integerOrText, list, object, text, type ValueOf } from '../schema/field-schema';

const KEEP = { preserveUnknown: true } as const;

/** What is read of the `spec` of a Service; the rest is kept. */
export const ServiceSpec = object({}, {
  selector: dictionary(text()),
  ports: list(object({ port: Port }, {
    name: text(), protocol: text(), appProtocol: text(), targetPort: integerOrText({}), nodePort: integer(),
  }, KEEP)),
  type: text(),
  clusterIP: text(),
  externalName: text(),
}, KEEP);

/** A Service. */
export type Service = KubernetesObject & { spec?: ValueOf<typeof ServiceSpec> };

const SecretText = text(undefined, undefined, { sensitive: true });

/** What is read of a Secret beside its metadata. */
export const SecretFields = { type: text(), data: dictionary(SecretText), stringData: dictionary(SecretText), immutable: anything() };

/** A Secret; the values of `data` are base64. */
export type Secret = KubernetesObject & { type?: string; data?: Record<string, string>; stringData?: Record<string, string> };

/** What is read of a ConfigMap beside its metadata. */
export const ConfigMapFields = { data: dictionary(SecretText), binaryData: dictionary(SecretText), immutable: anything() };

/** A ConfigMap; the values of `binaryData` are base64. */
export type ConfigMap = KubernetesObject & { data?: Record<string, string>; binaryData?: Record<string, string> };

/** A Namespace; only its metadata is read. */
export type Namespace = KubernetesObject;
