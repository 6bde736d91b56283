import { ObjectKey } from '../gateway';
import { isKind, Manifest } from '../manifest';

/** Looks up values in the Secrets among the manifests; `stringData` wins over `data`, as in the cluster. */
export function secretValues(manifests: readonly Manifest[]): (secret: ObjectKey, key: string) => string | undefined {
  return ({ namespace, name }, key) => {
    for (const manifest of manifests) {
      if (isKind(manifest, 'Secret')) {
        const { metadata, stringData, data } = manifest.object;
        if (metadata.name === name && (metadata.namespace ?? 'default') === namespace) {
          const encoded = data?.[key];
          return stringData?.[key] ?? (encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString());
        }
      }
    }
    return undefined;
  };
}
