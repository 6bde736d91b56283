import { ISecret, Secret } from 'cdk8s-plus-28';

/** The namespace of a Secret of this app; of one that exists already, nothing is known. */
export function namespaceOfSecret(secret: ISecret): string | undefined {
  return secret instanceof Secret ? secret.metadata.namespace : undefined;
}
