import { FieldPath } from './field-path';
import { formatFieldPath } from './format-field-path';
import { Manifest } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { objectRef } from './object-ref';

/** One thing that the API server would refuse in an object. */
interface FieldFinding {
  readonly code: ManifestProblem['code'];
  readonly path: FieldPath;
  /** Whether the fault is the key rather than the value. */
  readonly of: 'key' | 'value';
  /** Goes on after "field `a.b` ", or is the API server's own where it is a validation rule's (S02). */
  readonly message: string;
  readonly help: string;
}

/** What the API server would refuse, told of the field that it is about. */
export function problemOfFinding({ object, source }: Manifest, { code, path, of, message, help }: FieldFinding): ManifestProblem {
  const field = formatFieldPath(path);
  const subject = field === '' ? `kind \`${object.kind}\`` : `field \`${field}\``;
  return {
    code,
    severity: 'error',
    message: code === 'S02' ? `${subject}: ${message}` : `${subject} ${message}`,
    help,
    object: objectRef(object),
    ...(field !== '' && { field }),
    ...(source && { position: source.positionOf(path, of) }),
  };
}
