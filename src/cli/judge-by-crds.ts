import { readCrds, validateCustomResource } from '../crds';
import { Diagnostic, diagnosticOfProblem } from '../diagnostics';
import { Manifest, objectRef } from '../manifest';

/**
 * Lets the user's own CRDs judge the structure of the kinds that they define, in place of what is built in: a field that they have exists,
 * and what they refuse is refused, once. Of other fields than `metadata`, that is, of which CRDs say next to nothing. An object that a CRD
 * has judged is no longer called one of an unknown kind.
 *
 * @param crds file or folder with the CRDs
 * @throws ManifestInputError if there is no CRD, or a broken one
 */
export function judgeByCrds(diagnostics: readonly Diagnostic[], manifests: readonly Manifest[], crds: string): Diagnostic[] {
  const kinds = readCrds(crds);
  const judged = new Map<string, Diagnostic[]>();
  for (const manifest of manifests) {
    const problems = validateCustomResource(manifest, kinds);
    if (problems === undefined) continue;
    const key = JSON.stringify(objectRef(manifest.object));
    judged.set(key, [...judged.get(key) ?? [], ...problems.map(diagnosticOfProblem)]);
  }
  const foundIn = ({ object }: Diagnostic) => (object === undefined ? undefined : judged.get(JSON.stringify(object)));
  return [
    ...diagnostics.flatMap((diagnostic) => {
      const found = foundIn(diagnostic);
      if (found === undefined) return [diagnostic];
      if (diagnostic.code === 'S05') return [];
      if (!isStructural(diagnostic)) return [diagnostic];
      return found.length === 0 ? [unjudged(diagnostic)] : [];
    }),
    ...[...judged.values()].flat(),
  ];
}

/** Errors that CRDs are asked for instead. */
function isStructural({ code, severity, field = '' }: Diagnostic): boolean {
  return (code === 'S01' || code === 'S02') && severity === 'error' && !/^metadata\b/.test(field);
}

/** The rules of the catalogue only know what is built in, and have passed the object over: nobody knows then what it protects or opens. */
function unjudged(diagnostic: Diagnostic): Diagnostic {
  const kind = diagnostic.object?.kind ?? 'object';
  return {
    ...diagnostic,
    security: true,
    message: `the CRDs accept this ${kind}, but no other rule has judged it: for these rules ${diagnostic.message}`,
    help: `check the ${kind} once more without what the rules do not know`,
  };
}
