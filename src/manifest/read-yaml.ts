import { parseYaml } from './parse-yaml';
import { yamlDocument } from './yaml-document';

/** The data of a text that is one YAML document, such as a configuration inside a ConfigMap. Undefined where it cannot be read. */
export function readYaml(text: string): unknown {
  const [document, ...others] = parseYaml(text);
  return document === undefined || document.error !== undefined || others.length > 0 ? undefined : yamlDocument(document.root).value;
}
