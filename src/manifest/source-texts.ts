import { Manifest } from './manifest';
import { ManifestFile } from './read-manifests';
import { SourceText } from './source-text';
import { YamlManifestSource } from './yaml-manifest-source';
import { YamlNode } from './yaml-node';

/** Gives the text of a file, for reports that show lines of it. */
export type SourceTexts = (file: string) => SourceText | undefined;

/** The texts of files, with what was read of them: no document is read twice. */
export function sourceTexts(files: readonly ManifestFile[], manifests: readonly Manifest[]): SourceTexts {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const known = new Map<string, SourceText>();
  let roots: ReadonlyMap<string, readonly YamlNode[]> | undefined;
  return (file) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    roots ??= rootsByFile(manifests);
    const source = known.get(file) ?? new SourceText(text, roots.get(file));
    known.set(file, source);
    return source;
  };
}

function rootsByFile(manifests: readonly Manifest[]): ReadonlyMap<string, readonly YamlNode[]> {
  const roots = new Map<string, YamlNode[]>();
  for (const { source } of manifests) {
    if (!(source instanceof YamlManifestSource) || source.root === null) continue;
    const { file } = source.positionOf([]);
    const before = roots.get(file);
    if (before === undefined) roots.set(file, [source.root]);
    // all items of a `List` have one
    else if (before.at(-1) !== source.root) before.push(source.root);
  }
  return roots;
}
