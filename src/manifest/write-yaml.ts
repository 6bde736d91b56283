import { stringify } from 'yaml';
import { KubernetesObject } from './kubernetes-object';

/**
 * Objects as one YAML text, a document each. Strings that kubectl's YAML 1.1 reader would take for something else
 * (`on`, `yes`, `0777`) are quoted; no anchors, no folded lines, so that a value reads as it will be applied.
 */
export function writeYaml(objects: KubernetesObject[]): string {
  return objects
    .map((object) => stringify(object, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 }))
    .join('---\n');
}
