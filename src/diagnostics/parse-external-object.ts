import { ExternalObject } from './external-object';

/** The object that `Kind/namespace/name` names; `undefined` where one of the three is missing. */
export function parseExternalObject(text: string): ExternalObject | undefined {
  const [kind, namespace, name, ...rest] = text.split('/');
  return kind && namespace && name && rest.length === 0 ? { kind, namespace, name } : undefined;
}
