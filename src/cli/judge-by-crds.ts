import { readCrds, validateCustomResource } from '../crds';
import { Diagnostic, diagnosticOfProblem } from '../diagnostics';
import { Manifest, objectRef } from '../manifest';

/**
 * Adds what the user's own CRDs refuse to what is known of the manifests. What both say of one field is said once, and an object that a CRD
 * has judged is no longer called one of an unknown kind.
 *
 * @param crds file or folder with the CRDs
 * @throws ManifestInputError if there is no CRD, or a broken one
 */
export function judgeByCrds(diagnostics: readonly Diagnostic[], manifests: readonly Manifest[], crds: string): Diagnostic[] {
  const kinds = readCrds(crds);
  const judged = new Set<string>();
  const found = manifests.flatMap((manifest) => {
    const problems = validateCustomResource(manifest, kinds);
    if (problems !== undefined) judged.add(JSON.stringify(objectRef(manifest.object)));
    return (problems ?? []).map(diagnosticOfProblem);
  });
  const known = new Set(diagnostics.map(identityOf));
  return [
    ...diagnostics.filter(({ code, object }) => code !== 'S05' || object === undefined || !judged.has(JSON.stringify(object))),
    ...found.filter((diagnostic) => !known.has(identityOf(diagnostic))),
  ];
}

/** Structure is put in words of its own by each; the message of a rule is the API server's in both. */
function identityOf({ code, object, field, message, source }: Diagnostic): string {
  return JSON.stringify([code, object, field, code === 'S01' ? source : message]);
}
