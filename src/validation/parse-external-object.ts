import { ExternalObject } from '../diagnostics';

/**
 * The object that `Kind/namespace/name` names.
 *
 * @throws Error if one of the three is missing
 */
export function parseExternalObject(text: string): ExternalObject {
  const [kind, namespace, name, ...rest] = text.split('/');
  if (!kind || !namespace || !name || rest.length > 0) {
    throw new Error(`external \`${text}\` names no object; write kind, namespace and name, for example \`Gateway/infra/agentgateway-proxy\``);
  }
  return { kind, namespace, name };
}
