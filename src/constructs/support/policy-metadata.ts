import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { UsageError } from './usage-error';

/** A policy acts on targets of its own namespace only; it goes to theirs, and is refused where it was told to be elsewhere. */
export function policyMetadata(
  scope: Construct, metadata: ApiObjectMetadata | undefined, target: { name: string; namespace?: string },
): ApiObjectMetadata {
  const asked = metadata?.namespace ?? (target.namespace === undefined ? Chart.of(scope).namespace : undefined);
  if (asked !== undefined && asked !== target.namespace) {
    const there = target.namespace === undefined ? 'in no namespace' : `in \`${target.namespace}\``;
    throw new UsageError(`the policy would be in namespace \`${asked}\`, and its target \`${target.name}\` is ${there}; it would have no effect`,
      'leave `metadata.namespace` out: the policy goes to the namespace of its target');
  }
  return { ...metadata, namespace: target.namespace };
}
