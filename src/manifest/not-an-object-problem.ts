import { formatFieldPath } from './format-field-path';
import { ManifestSource } from './manifest';
import { ManifestProblem } from './manifest-problem';
import { NotAnObject } from './read-object';

/** The problem that a value is no Kubernetes object. */
export function notAnObjectProblem({ path, message, help }: NotAnObject, source?: ManifestSource): ManifestProblem {
  return {
    code: 'S03',
    severity: 'error',
    message,
    help,
    ...(path.length > 0 && { field: formatFieldPath(path) }),
    ...(source && { position: source.positionOf(path) }),
  };
}
