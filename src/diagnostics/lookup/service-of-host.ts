import { ObjectKey } from '../../gateway';

/** The Service that a host name inside the cluster stands for: `tools`, `tools.apps`, `tools.apps.svc` or the full name. */
export function serviceOfHost(host: string, namespace: string): ObjectKey | undefined {
  const [, name, inNamespace = namespace] = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?\.?$/.exec(host) ?? [];
  return name === undefined ? undefined : { namespace: inNamespace, name };
}
