import { Manifest, ObjectRef, objectRef } from '../manifest';
import { annotationFinding } from './annotation-finding';
import { annotationLines } from './annotation-lines';
import { Diagnostic } from './diagnostic';

/**
 * The annotation with which an object acknowledges findings: one line for each, a code and the reason.
 *
 * @example
 * cdk8s-mcp-gateway.dev/acknowledge: "J08: single tenant"
 */
export const ACKNOWLEDGE_ANNOTATION = 'cdk8s-mcp-gateway.dev/acknowledge';

interface Acknowledgement {
  readonly manifest: Manifest;
  readonly code: string;
  readonly reason: string;
}

/**
 * Marks the findings that their object acknowledges, and reports acknowledgements that match nothing or give no reason. A finding of the
 * schema cannot be acknowledged: the API server would refuse the object all the same.
 */
export function acknowledge(diagnostics: readonly Diagnostic[], manifests: readonly Manifest[]): Diagnostic[] {
  const lines = manifests.flatMap((manifest) => annotationLines(manifest, ACKNOWLEDGE_ANNOTATION).map((line) => ({ manifest, line })));
  const malformed: Diagnostic[] = [];
  const acknowledgements: Acknowledgement[] = [];
  for (const { manifest, line } of lines) {
    const match = /^([A-Z]\d{2})\s*:\s*(\S.*)$/.exec(line);
    if (!match || match[1].startsWith('S')) {
      malformed.push(annotationFinding(manifest, ACKNOWLEDGE_ANNOTATION, `\`${line}\` acknowledges nothing`, match
        ? 'a finding of the schema cannot be acknowledged; correct the field'
        : 'write a code and a reason, for example `J08: single tenant`'));
    } else {
      acknowledgements.push({ manifest, code: match[1], reason: match[2].trim() });
    }
  }
  const used = new Set<Acknowledgement>();
  // of two acknowledgements of one finding, the first one counts
  const given = new Map([...acknowledgements].reverse().map((acknowledgement) =>
    [textOf(acknowledgement.code, objectRef(acknowledgement.manifest.object)), acknowledgement]));
  const marked = given.size === 0 ? diagnostics : diagnostics.map((diagnostic) => {
    const found = diagnostic.object && given.get(textOf(diagnostic.code, diagnostic.object));
    if (!found) {
      return diagnostic;
    }
    used.add(found);
    return { ...diagnostic, acknowledged: found.reason };
  });
  return [
    ...marked,
    ...malformed,
    ...acknowledgements.filter((acknowledgement) => !used.has(acknowledgement)).map(({ manifest, code }) =>
      annotationFinding(manifest, ACKNOWLEDGE_ANNOTATION, `\`${code}\` is acknowledged and not found`, 'remove the acknowledgement, so that it does not hide the next one')),
  ];
}

function textOf(code: string, { apiVersion, kind, namespace, name }: ObjectRef): string {
  return JSON.stringify([code, apiVersion, kind, namespace ?? null, name]);
}
