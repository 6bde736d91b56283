import { UsageError } from './usage-error';
import { ExternalObject } from '../../diagnostics';

/** Refuses what cannot be the kind, namespace and name of a Kubernetes object. */
export function checkExternalObject({ kind, namespace, name }: ExternalObject): void {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(kind)) throw new UsageError(`\`kind\` is \`${kind}\`, which is no kind of object`, 'write it as manifests do, for example `Service`');
  for (const [prop, value] of Object.entries({ name, namespace })) {
    // no API server takes a name with any of these; a line of the annotation could not hold it
    if (!/^[^\s/]+$/.test(value)) throw new UsageError(`\`${prop}\` is \`${value}\`, which is no name of an object`, 'write it as `metadata` of the object does');
  }
}
