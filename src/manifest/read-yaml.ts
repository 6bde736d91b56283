import { parseYaml } from './parse-yaml';
import { yamlDocument } from './yaml-document';
import { type YamlNode } from './yaml-node';

/** The data of a text that is one YAML document, such as a configuration inside a ConfigMap. Undefined where it cannot be read. */
export function readYaml(text: string): unknown {
  let found: YamlNode | undefined;
  for (const { root, error } of parseYaml(text)) {
    if (error !== undefined || (root !== null && found !== undefined)) return undefined;
    found = root ?? found;
  }
  return found && yamlDocument(found).value;
}
