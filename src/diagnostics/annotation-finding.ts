import { Manifest, objectRef } from '../manifest';
import { Diagnostic } from './diagnostic';

/** The finding that an annotation for the checker does nothing. */
export function annotationFinding(manifest: Manifest, annotation: string, message: string, help: string): Diagnostic {
  const source = manifest.source?.positionOf(['metadata', 'annotations', annotation]);
  return {
    code: 'S04',
    severity: 'warning',
    security: false,
    message,
    help,
    object: objectRef(manifest.object),
    field: `metadata.annotations["${annotation}"]`,
    ...(source && { source }),
  };
}
