import { dirname, resolve } from 'node:path';
import { ConstructLocation } from '../diagnostics';
import { Manifest, ObjectRef, SourcePosition } from '../manifest';

/** What cdk8s recorded of the constructs behind the objects of a folder. */
export interface RecordedConstructs {
  /** The file it was recorded in. */
  readonly file: string;
  readonly paths: Readonly<Record<string, string>>;
}

/** Finds the construct that made an object, by its name and the file that it stands in. */
export type ConstructOf = (object: ObjectRef, source: SourcePosition) => ConstructLocation | undefined;

/**
 * The record beside an object, or in the nearest folder above, tells its construct. A name tells nothing where two objects have it: cdk8s then
 * records the construct of one of them.
 */
export function recordedConstructs(records: readonly RecordedConstructs[], manifests: readonly Manifest[]): ConstructOf {
  const byFolder = new Map(records.map(({ file, paths }) => [dirname(resolve(file)), paths]));
  if (byFolder.size === 0) return () => undefined;
  const recordOf = remembered((file) => nearestOf(byFolder, dirname(resolve(file))));
  const seen = new Map<Readonly<Record<string, string>>, Map<string, number>>();
  for (const { object, source } of manifests) {
    const paths = source && recordOf(source.positionOf([]).file);
    if (paths === undefined) continue;
    const counts = seen.get(paths) ?? new Map<string, number>();
    seen.set(paths, counts);
    counts.set(object.metadata.name, (counts.get(object.metadata.name) ?? 0) + 1);
  }
  return ({ name }, { file }) => {
    const paths = recordOf(file);
    return paths !== undefined && Object.hasOwn(paths, name) && seen.get(paths)?.get(name) === 1 ? { path: paths[name] } : undefined;
  };
}

function nearestOf<T>(byFolder: ReadonlyMap<string, T>, folder: string): T | undefined {
  const found = byFolder.get(folder);
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : nearestOf(byFolder, above));
}

function remembered<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, find(key));
    return known.get(key)!;
  };
}
