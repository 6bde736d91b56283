import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { existingObjects } from './existing-objects';
import { ownerOf } from './owner-of';
import { diagnose, Diagnostic, diagnosticOfProblem, formatDiagnostic } from '../../diagnostics';
import { Manifest, manifestOf, ObjectRef, objectRef } from '../../manifest';
import { originOf } from '../support/source-location';
import { versionOfApp } from '../support/version-of-app';

/** What is wrong with an app. */
export interface Findings {
  readonly warnings: readonly string[];
  /** Errors in what a construct made; those that belong to no object are the app's. */
  errorsOf(construct: IConstruct): readonly string[];
}

/** Judges all objects of an app together, as they will be written. */
export function judgeApp(app: IConstruct): Findings {
  const manifests: Manifest[] = [];
  const makers = new Map<string, IConstruct>();
  const errors = new Map<IConstruct, string[]>();
  const warnings: string[] = [];

  const report = (diagnostic: Diagnostic, maker: IConstruct): void => {
    const located: Diagnostic = maker === app ? diagnostic : { ...diagnostic, construct: { path: maker.node.path, ...originOf(maker) } };
    const text = formatDiagnostic(located).trimEnd();
    if (diagnostic.severity === 'warning') warnings.push(text);
    if (diagnostic.severity === 'error') errors.set(maker, [...errors.get(maker) ?? [], indented(text)]);
  };

  for (const object of app.node.findAll().filter((construct) => ApiObject.isApiObject(construct))) {
    const maker = ownerOf(object);
    const manifest = manifestOf(object.toJson());
    if (!('object' in manifest)) {
      for (const problem of manifest) report(diagnosticOfProblem(problem), maker);
      continue;
    }
    manifests.push(manifest);
    const key = keyOf(objectRef(manifest.object));
    // of two objects with one name, the second is the one too many
    makers.set(key, maker);
  }
  for (const diagnostic of diagnose(manifests, { targetVersion: versionOfApp(app), external: existingObjects(app) })) {
    report(diagnostic, (diagnostic.object && makers.get(keyOf(diagnostic.object))) ?? app);
  }
  return { errorsOf: (construct) => errors.get(construct) ?? [], warnings };
}

function keyOf({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return JSON.stringify([apiVersion, kind, namespace ?? null, name ?? null]);
}

/** cdk8s writes the list of errors with two blanks before each. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}
