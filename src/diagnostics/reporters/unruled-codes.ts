import { DiagnosticRule } from '../diagnostic-rule';

type Description = Pick<DiagnosticRule, 'title' | 'severity' | 'security' | 'happens' | 'instead'>;

/** What the codes are about that no rule of the catalogue stands behind: they come from reading manifests and from their schemas. */
export const UNRULED_CODES: Readonly<Record<string, Description>> = {
  S01: {
    title: 'An object does not fit the schema of its kind',
    severity: 'error',
    security: false,
    happens: 'a field does not exist, is missing, or has a value of another type or form; the API server refuses the object',
    instead: 'write the field as the schema of the kind has it',
  },
  S02: {
    title: 'An object breaks a validation rule of its CRD',
    severity: 'error',
    security: false,
    happens: 'fields contradict each other by a rule of the CRD (`x-kubernetes-validations`); the API server refuses the object with this message',
    instead: 'change the fields that the rule names',
  },
  S03: {
    title: 'A text cannot be read as Kubernetes objects',
    severity: 'error',
    security: false,
    happens: 'the file is no valid YAML, or holds something that is no Kubernetes object; it cannot be applied, and nothing in it is judged',
    instead: 'correct the YAML, and keep files that are no manifests out of the folder',
  },
  S04: {
    title: 'An acknowledgement or an annotation has no effect',
    severity: 'warning',
    security: false,
    happens: 'an annotation for the checker is malformed, or acknowledges a finding that is not there',
    instead: 'correct the annotation, or remove it',
  },
  S05: {
    title: 'An object is of a kind that is not judged',
    severity: 'info',
    security: false,
    happens: 'nothing is known of the kind, so nothing of the object is checked; one that looks mistyped is an error',
    instead: 'correct the kind if it is mistyped; otherwise give the CRDs of the cluster with `--crds`',
  },
  C33: {
    title: 'A field or value does not exist in the release',
    severity: 'error',
    security: false,
    happens: 'the CRDs of the release do not have it: the API server refuses the object or drops the field',
    instead: 'target a release that has it, or remove it',
  },
};
