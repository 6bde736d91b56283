import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { acceptFindings, Finding } from './accept-findings';
import { takeBackAnnotationLines } from './add-annotation-lines';
import { declareExternalObjects } from './declare-external-objects';
import { existingObjects } from './existing-objects';
import { givenTokens } from './given-tokens';
import { MadeManifest } from './made-manifest';
import { overwrittenFiles } from './overwritten-files';
import { ownerOf } from './owner-of';
import { ConstructLocation, diagnose, Diagnostic, diagnosticOfProblem, ExpectedToken, formatDiagnostic } from '../../diagnostics';
import { manifestsOf, ObjectRef, objectRef } from '../../manifest';
import { ManifestObject } from '../support/manifest-object';
import { KnownLocations, originOf } from '../support/source-location';
import { versionOfApp } from '../support/version-of-app';

/** What is wrong with an app. */
export interface Findings {
  readonly warnings: readonly string[];
  /** The objects that were judged. */
  readonly judged: readonly ManifestObject[];
  /** By the construct that made what they are about; those that belong to no object are the app's. */
  readonly errors: ReadonlyMap<IConstruct, readonly string[]>;
}

/** Judges all objects of an app together, as they will be written. */
export function judgeApp(app: IConstruct): Findings {
  const constructs = app.node.findAll();
  const objects = constructs.filter((construct) => ApiObject.isApiObject(construct));
  const made: MadeManifest[] = [];
  const findings: Finding[] = [];
  for (const object of objects) {
    takeBackAnnotationLines(object);
    const { manifests, problems } = manifestsOf(ManifestObject.is(object) ? object.judge() : object.toJson());
    for (const manifest of manifests) made.push({ object, manifest });
    findings.push(...problems.map((problem) => ({ about: object, diagnostic: diagnosticOfProblem(problem) })));
  }
  const external = [...existingObjects(constructs), ...declareExternalObjects(app, made)];
  const options = { targetVersion: versionOfApp(app), external, expectedTokens: expectedTokens(app, made) };
  const diagnostics = diagnose(made.map(({ manifest }) => manifest), options);
  // of two objects with one name, the second is the one too many
  const byKey = new Map(diagnostics.length === 0 ? [] : made.map(({ object, manifest }) => [keyOf(objectRef(manifest.object)), object]));
  findings.push(...diagnostics.map((diagnostic) => ({ about: diagnostic.object && byKey.get(keyOf(diagnostic.object)), diagnostic })));
  findings.push(...overwrittenFiles(app, objects));
  return { judged: objects.filter((object) => ManifestObject.is(object)), ...report(app, acceptFindings(app, findings)) };
}

function expectedTokens(app: IConstruct, made: readonly MadeManifest[]): readonly ExpectedToken[] {
  return givenTokens(app).flatMap((given): ExpectedToken[] => {
    const manifest = made.find(({ object }) => object === given.policy)?.manifest;
    const construct = { path: ownerOf(given.policy).node.path, ...originOf(given) };
    return manifest === undefined ? [] : [{ manifest, token: given.token, requirement: given.requirement, construct }];
  });
}

function report(app: IConstruct, findings: readonly Finding[]): Omit<Findings, 'judged'> {
  const errors = new Map<IConstruct, string[]>();
  const warnings: string[] = [];
  const locations: KnownLocations = new Map();
  // a construct can have many findings
  const places = new Map<IConstruct, ConstructLocation>();
  const placeOf = (maker: IConstruct): ConstructLocation => {
    const place = places.get(maker) ?? { path: maker.node.path, ...originOf(maker, locations) };
    places.set(maker, place);
    return place;
  };
  for (const { about, diagnostic } of findings) {
    if (diagnostic.acknowledged !== undefined) continue;
    const maker = about && ownerOf(about);
    const construct = diagnostic.construct ?? (maker && placeOf(maker));
    const located: Diagnostic = construct ? { ...diagnostic, construct } : diagnostic;
    const text = formatDiagnostic(located).trimEnd();
    if (diagnostic.severity === 'warning') warnings.push(text);
    if (diagnostic.severity === 'error') errors.set(maker ?? app, [...errors.get(maker ?? app) ?? [], indented(text)]);
  }
  return { errors, warnings };
}

/** A line break is in none of them that an API server takes. */
function keyOf({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return `${apiVersion}\n${kind}\n${namespace ?? ''}\n${name}`;
}

/** cdk8s writes the list of errors with two blanks before each. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}
