import { basename } from 'node:path';
import { isMap } from './is-map';
import { setOwn } from './set-own';

const FILE = 'construct-metadata.json';

/**
 * The paths of constructs by the names of the objects that they made, as cdk8s writes them beside manifests with
 * `new App({ recordConstructMetadata: true })`. Undefined for a file of another name or another form.
 */
export function readConstructMetadata(file: string, text: string): Readonly<Record<string, string>> | undefined {
  if (basename(file) !== FILE) return undefined;
  const data = parse(text);
  if (!isMap(data) || typeof data.version !== 'string' || !isMap(data.resources)) return undefined;
  const paths: Record<string, string> = {};
  for (const [name, resource] of Object.entries(data.resources)) {
    if (!isMap(resource) || typeof resource.path !== 'string') return undefined;
    setOwn(paths, name, resource.path);
  }
  return paths;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
