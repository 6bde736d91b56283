import { buildGateway, keyOf } from '../gateway';
import { formatFieldPath, Manifest, ManifestProblem, objectRef, TargetVersion, validateManifest } from '../manifest';
import { acknowledge } from './acknowledgements';
import { annotatedExternalObjects } from './annotated-external-objects';
import { Diagnostic } from './diagnostic';
import { DiagnosticRule, RuleFinding, Subject } from './diagnostic-rule';
import { ExpectedToken } from './expected-token';
import { checkExpressions } from './expressions';
import { ExternalObject } from './external-object';
import { inspectKeySets } from './inline-jwks';
import { forgetTrees } from './lookup/parse-or-undefined';
import { RULES } from './rules';

export interface DiagnoseOptions {
  /** The agentgateway release that the manifests are for. */
  readonly targetVersion: TargetVersion;
  /**
   * Objects that exist elsewhere, so that nothing is reported as missing because of them; those that annotations name are added.
   * @default - none
   */
  readonly external?: readonly ExternalObject[];
  /**
   * Tokens that policies among the manifests are expected to accept.
   * @default - none
   */
  readonly expectedTokens?: readonly ExpectedToken[];
}

/**
 * Judges a set of manifests as a whole: each object against its schema, then every rule of the catalogue over those that fit.
 * An object that does not fit is reported and left out of the rest, since the API server would refuse it; it counts as existing, since it will
 * once it is mended.
 */
export function diagnose(manifests: readonly Manifest[], options: DiagnoseOptions): Diagnostic[] {
  const { targetVersion, external = [], expectedTokens = [] } = options;
  const annotated = annotatedExternalObjects(manifests);
  const elsewhere = new Set([...external, ...annotated.objects].map(textOf));
  const problems: ManifestProblem[] = [];
  const sound = manifests.filter((manifest) => {
    const found = validateManifest(manifest, targetVersion);
    problems.push(...found);
    const fits = found.every(({ severity }) => severity !== 'error');
    if (!fits) {
      elsewhere.add(textOf({ kind: manifest.object.kind, ...keyOf(manifest.object) }));
    }
    return fits;
  });
  const subject: Subject = {
    targetVersion,
    manifests: sound,
    gateway: buildGateway(sound, { targetVersion }),
    expressions: checkExpressions(sound, targetVersion),
    keySets: inspectKeySets(sound, targetVersion),
    expectedTokens,
    isExternal: (kind, key) => elsewhere.has(textOf({ kind, ...key })),
  };
  const found = RULES.flatMap((rule) => [...rule.check(subject)].map((finding) => diagnosticOf(rule, finding)));
  forgetTrees();
  return acknowledge([...problems.map(diagnosticOfProblem), ...annotated.malformed, ...found], manifests);
}

/** What reading or validating one object came to, in the form that every reporter takes. */
export function diagnosticOfProblem({ position, ...problem }: ManifestProblem): Diagnostic {
  return { ...problem, security: false, ...(position && { source: position }) };
}

function textOf({ kind, namespace, name }: ExternalObject): string {
  return `${kind}/${namespace}/${name}`;
}

function diagnosticOf(rule: DiagnosticRule, finding: RuleFinding): Diagnostic {
  const { manifest, field, message, help, severity, security, excerpt, construct } = finding;
  return {
    code: rule.code,
    severity: severity ?? rule.severity,
    security: security ?? rule.security,
    message,
    help,
    object: objectRef(manifest.object),
    field: formatFieldPath(field),
    ...placeOf(finding),
    ...(excerpt && { excerpt }),
    ...(construct && { construct }),
  };
}

/** Of an expression or a key set, the part that is meant; where that cannot be found in the file, the whole. */
function placeOf({ manifest: { source }, field, of, excerpt, part = excerpt }: RuleFinding): Pick<Diagnostic, 'source' | 'end'> {
  if (source === undefined) return {};
  const [start, end] = part?.range.map((index) => source.positionIn(field, part.text, index)) ?? [];
  return start && end ? { source: start, end } : { source: source.positionOf(field, of) };
}
