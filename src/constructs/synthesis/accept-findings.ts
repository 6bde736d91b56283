import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { addAnnotationLines } from './add-annotation-lines';
import { GivenAcknowledgement, givenAcknowledgements } from './given-acknowledgements';
import { ACKNOWLEDGE_ANNOTATION, Diagnostic } from '../../diagnostics';
import { originOf } from '../support/source-location';

/** A finding, and the object that it is about; none where it is about the app. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  readonly about: ApiObject | undefined;
}

/** Sample tokens are given in code only, so that the command has no such finding. */
const SAMPLE_TOKEN_REFUSED = 'J36';

/**
 * Marks the findings that the app accepts, annotates the objects that they are about, so that the command `check` accepts them too,
 * and adds a finding for each acknowledgement that matches nothing.
 */
export function acceptFindings(app: IConstruct, findings: readonly Finding[]): readonly Finding[] {
  const used = new Set<GivenAcknowledgement>();
  const lines = new Map<ApiObject, Set<string>>();
  const candidates = byCode(givenAcknowledgements(app));
  const judged = findings.map((finding): Finding => {
    const matching = (candidates.get(finding.diagnostic.code) ?? []).filter(({ scope }) => isWithin(finding.about ?? app, scope));
    matching.forEach((each) => used.add(each));
    // what is accepted nearest to the object says the most about it
    const nearest = matching.sort((one, other) => depth(other.scope) - depth(one.scope))[0];
    if (nearest === undefined || finding.diagnostic.acknowledged !== undefined) return finding;
    const { about } = finding;
    if (about !== undefined && nearest.code !== SAMPLE_TOKEN_REFUSED) lines.set(about, (lines.get(about) ?? new Set()).add(`${nearest.code}: ${nearest.reason}`));
    return { about, diagnostic: { ...finding.diagnostic, acknowledged: nearest.reason } };
  });
  const unused = givenAcknowledgements(app).filter((each) => !used.has(each));
  for (const { scope, code, reason } of unused) {
    if (code === SAMPLE_TOKEN_REFUSED) continue;
    // so that the command reports it too
    const object = scope.node.findAll().find((construct) => ApiObject.isApiObject(construct));
    if (object !== undefined) lines.set(object, (lines.get(object) ?? new Set()).add(`${code}: ${reason}`));
  }
  for (const [object, added] of lines) addAnnotationLines(object, ACKNOWLEDGE_ANNOTATION, added);
  return [...judged, ...unused.map(pointless)];
}

function byCode(acknowledgements: readonly GivenAcknowledgement[]): ReadonlyMap<string, GivenAcknowledgement[]> {
  const codes = new Map<string, GivenAcknowledgement[]>();
  for (const each of acknowledgements) codes.set(each.code, [...codes.get(each.code) ?? [], each]);
  return codes;
}

function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  return construct.node.scopes.includes(scope);
}

function depth(construct: IConstruct): number {
  return construct.node.scopes.length;
}

function pointless(acknowledgement: GivenAcknowledgement): Finding {
  return {
    about: undefined,
    diagnostic: {
      code: 'S04',
      severity: 'warning',
      security: false,
      message: `\`${acknowledgement.code}\` is acknowledged and not found`,
      help: 'remove the acknowledgement, so that it does not hide the next one',
      construct: { path: acknowledgement.scope.node.path, ...originOf(acknowledgement) },
    },
  };
}
