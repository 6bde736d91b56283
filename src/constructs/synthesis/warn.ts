import { IConstruct } from 'constructs';

const warned = new WeakMap<IConstruct, Set<string>>();

/** Writes warnings to the standard error stream, each once for an app however often it is synthesized. */
export function warn(app: IConstruct, warnings: readonly string[]): void {
  const before = warned.get(app) ?? new Set();
  warned.set(app, before);
  const fresh = warnings.filter((warning) => !before.has(warning) && before.add(warning));
  if (fresh.length > 0) process.stderr.write(`${fresh.join('\n')}\n`);
}
