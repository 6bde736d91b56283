import { Manifest } from '../manifest';
import { annotationFinding } from './annotation-finding';
import { annotationLines } from './annotation-lines';
import { Diagnostic } from './diagnostic';
import { ExternalObject } from './external-object';
import { parseExternalObject } from './parse-external-object';

/**
 * The annotation with which an object names objects that exist elsewhere: one line for each, with kind, namespace and name.
 *
 * @example
 * cdk8s-mcp-gateway.dev/external: Service/mcp/github
 */
export const EXTERNAL_ANNOTATION = 'cdk8s-mcp-gateway.dev/external';

/** What manifests say to exist elsewhere, and the lines that name no object. */
export interface AnnotatedExternalObjects {
  readonly objects: readonly ExternalObject[];
  readonly malformed: readonly Diagnostic[];
}

export function annotatedExternalObjects(manifests: readonly Manifest[]): AnnotatedExternalObjects {
  const objects: ExternalObject[] = [];
  const malformed: Diagnostic[] = [];
  for (const manifest of manifests) {
    for (const line of annotationLines(manifest, EXTERNAL_ANNOTATION)) {
      const object = parseExternalObject(line);
      if (object) {
        objects.push(object);
      } else {
        malformed.push(annotationFinding(manifest, EXTERNAL_ANNOTATION, `\`${line}\` names no object`,
          'write kind, namespace and name, for example `Gateway/infra/agentgateway-proxy`'));
      }
    }
  }
  return { objects, malformed };
}
