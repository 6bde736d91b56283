import { IConstruct } from 'constructs';

const warned = new WeakMap<IConstruct, Set<string>>();

/** Writes warnings to the standard error stream, each once for an app however often it is synthesized. */
export function warn(app: IConstruct, warnings: readonly string[]): void {
  const before = warned.get(app) ?? new Set();
  warned.set(app, before);
  for (const warning of warnings) {
    if (!before.has(warning)) process.stderr.write(`${warning}\n`);
    before.add(warning);
  }
}
