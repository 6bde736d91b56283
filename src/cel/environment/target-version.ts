/** The agentgateway releases an expression can be meant for, oldest first; `main` is what follows the newest release. */
export const targetVersions = ['0.10', '0.11', '0.12', '1.0', '1.1', '1.2', '1.3', '1.4', 'main'] as const;

export type TargetVersion = (typeof targetVersions)[number];

/** Whether a release has what came with `since`. */
export function includes(targetVersion: TargetVersion, since: TargetVersion | undefined): boolean {
  return since === undefined || targetVersions.indexOf(targetVersion) >= targetVersions.indexOf(since);
}
