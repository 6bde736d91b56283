/** The agentgateway releases that manifests can be written for, oldest first; `main` is the development branch after 1.4.1. */
export const TARGET_VERSIONS = ['0.10', '0.11', '0.12', '1.0', '1.1', '1.2', '1.3', '1.4', 'main'] as const;

/** An agentgateway release. */
export type TargetVersion = typeof TARGET_VERSIONS[number];

const AGES = new Map(TARGET_VERSIONS.map((version, age) => [version, age]));

/** Whether one release came before another. */
export function isBefore(version: TargetVersion, other: TargetVersion): boolean {
  return AGES.get(version)! < AGES.get(other)!;
}
