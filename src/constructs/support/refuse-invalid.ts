import { GroupVersionKind } from 'cdk8s';
import { UsageError } from './usage-error';
import { withoutUndefined } from './without-undefined';
import { TargetVersion, validateManifest } from '../../manifest';

/**
 * Refuses props that the API server would refuse with the CRDs of a release, or that the release does not have.
 *
 * @param section the field whose rendering is `spec`, such as `spec.traffic.`; messages name what is below it
 */
export function refuseInvalid(version: TargetVersion, kind: GroupVersionKind, spec: Record<string, unknown>, section: string): void {
  const object = { ...kind, metadata: { name: 'any' }, spec: withoutUndefined(spec) };
  const problem = validateManifest({ object }, version).find(({ severity, field }) => severity === 'error' && `${field}.`.startsWith(section));
  if (problem === undefined) return;
  const whole = `field \`${section.slice(0, -1)}\`: `;
  const message = problem.message.startsWith(whole) ? problem.message.slice(whole.length) : problem.message.replace(/^field /, '').replaceAll(`\`${section}`, '`');
  throw new UsageError(message, problem.help);
}
