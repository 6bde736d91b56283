import { CustomKinds, readCrds, validateCustomResource } from '../crds';
import { diagnose, DiagnoseOptions, Diagnostic, diagnosticOfProblem } from '../diagnostics';
import { FieldPath, formatFieldPath, Manifest, ManifestProblem, objectRef, TargetVersion, validateManifest, withoutUnknownFields } from '../manifest';
import { decidesAccess } from './decides-access';

/**
 * Judges manifests, with the user's own CRDs in the place of the schemas that are built in: what they refuse is refused, once, and a field that
 * they have exists. An object is judged by every rule as if the fields that no rule knows were not there, and that is said of each of these fields.
 * Of `metadata` CRDs say next to nothing, so that what is built in stays.
 *
 * @param crds file or folder with the CRDs
 * @throws ManifestInputError if there is no CRD, or a broken one
 */
export function judgeByCrds(manifests: readonly Manifest[], options: DiagnoseOptions, crds: string): Diagnostic[] {
  const kinds = readCrds(crds);
  const judged = new Set<string>();
  const found: Diagnostic[] = [];
  const known = manifests.map((manifest) => {
    const judgement = judge(manifest, kinds, options.targetVersion);
    if (judgement === undefined) return manifest;
    judged.add(keyOf(manifest));
    found.push(...judgement.diagnostics);
    return judgement.known;
  });
  const others = diagnose(known, options).filter(({ object, ...diagnostic }) =>
    object === undefined || !judged.has(JSON.stringify(object)) || !isReplaced(diagnostic));
  return [...others, ...found];
}

interface Judgement {
  readonly diagnostics: readonly Diagnostic[];
  /** What the rules can look at. */
  readonly known: Manifest;
}

/** Undefined for an object of a kind that no CRD defines. */
function judge(manifest: Manifest, kinds: CustomKinds, targetVersion: TargetVersion): Judgement | undefined {
  const refused = validateCustomResource(manifest, kinds);
  if (refused === undefined) return undefined;
  const isRefused = ({ field }: ManifestProblem): boolean => refused.some((problem) => problem.field === field);
  const otherRelease = (problems: readonly ManifestProblem[]): Diagnostic[] =>
    problems.filter((problem) => problem.code === 'C33' && !isRefused(problem)).map((problem) => unjudged(problem, `are of another release than ${targetVersion}, and no rule has judged this ${manifest.object.kind}`));
  if (refused.length > 0) {
    return { known: manifest, diagnostics: [...refused.map(diagnosticOfProblem), ...otherRelease(validateManifest(manifest, targetVersion))] };
  }
  const { manifest: known, unknown } = withoutUnknownFields(manifest, targetVersion);
  const problems = validateManifest(known, targetVersion);
  return {
    known,
    diagnostics: [
      ...unknown.map((path) => unknownField(manifest, path)),
      ...otherRelease(problems),
      ...problems.filter(isStructural).map((problem) => unjudged(problem, `accept this ${manifest.object.kind}, but no rule has judged it`)),
    ],
  };
}

function keyOf({ object }: Manifest): string {
  return JSON.stringify(objectRef(object));
}

/** What CRDs are asked for instead; an object that one has judged is no longer called one of an unknown kind. */
function isReplaced(diagnostic: Pick<Diagnostic, 'code' | 'severity' | 'field'>): boolean {
  return diagnostic.code === 'S05' || diagnostic.code === 'C33' || isStructural(diagnostic);
}

function isStructural({ code, severity, field = '' }: Pick<Diagnostic, 'code' | 'severity' | 'field'>): boolean {
  return (code === 'S01' || code === 'S02') && severity === 'error' && !/^metadata\b/.test(field);
}

/** A field in a block that decides who gets access can turn around what the rest of the block says, so that no judgement of the rest can be relied on. */
function unknownField({ object, source }: Manifest, path: FieldPath): Diagnostic {
  const field = formatFieldPath(path);
  const decides = decidesAccess(object.kind, path);
  return {
    code: 'S01',
    severity: decides ? 'error' : 'warning',
    security: true,
    message: `the CRDs have field \`${field}\`, which no rule knows: this ${object.kind} is judged as if it were not there${decides ? ', though it may decide who gets access' : ''}`,
    help: decides
      ? 'leave the field out, or see to it by other means that nobody gets access by it'
      : 'make sure that the field does not change who gets access',
    object: objectRef(object),
    field,
    ...(source && { source: source.positionOf(path, 'key') }),
  };
}

/** The rules only know what is built in, and have passed the object over: nobody knows then what it protects or opens. */
function unjudged(problem: ManifestProblem, crdsDo: string): Diagnostic {
  return {
    ...diagnosticOfProblem(problem),
    security: true,
    message: `the CRDs ${crdsDo}: for the rules ${problem.message}`,
    help: problem.code === 'C33' ? problem.help : 'write what the rules can read, and check once more',
  };
}
