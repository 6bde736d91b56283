import { IConstruct } from 'constructs';
import { UsageError } from './usage-error';
import { TARGET_VERSIONS, TargetVersion } from '../../manifest';

const contextKey = 'cdk8s-mcp-gateway/targetVersion';
const defaultVersion: TargetVersion = '1.4';

/** The agentgateway release that the app of `construct` is for. */
export function versionOfApp(construct: IConstruct): TargetVersion {
  const value: unknown = construct.node.root.node.tryGetContext(contextKey) ?? defaultVersion;
  const version = TARGET_VERSIONS.find((known) => known === value);
  if (version === undefined) {
    throw new UsageError(`context \`${contextKey}\` is \`${String(value)}\`, which is no agentgateway release`, `use one of ${TARGET_VERSIONS.join(', ')}`);
  }
  return version;
}

/** Whether `version` is `since` or newer. */
export function isAtLeast(version: TargetVersion, since: TargetVersion): boolean {
  return TARGET_VERSIONS.indexOf(version) >= TARGET_VERSIONS.indexOf(since);
}
