import { ObjectKey } from '../../gateway';
import { Subject } from '../diagnostic-rule';
import { nearest } from '../nearest';
import { GroupKind, objectIndexOf } from './object-index';
import { textOfKey } from './text-of-key';

/** The way out where an object is not among the manifests: the name that was meant, or how to say that it exists elsewhere. */
export function missingObjectHelp(subject: Subject, kind: GroupKind, key: ObjectKey): string {
  const names = objectIndexOf(subject).inNamespace(kind, key.namespace).map(({ object }) => object.metadata.name);
  const meant = nearest(key.name, names);
  const construct = FROM_NAME[kind.kind];
  return meant === undefined
    ? `add it, or say that it exists elsewhere: \`--external ${kind.kind}/${textOfKey(key)}\`${construct ? `, in constructs \`${construct}\`` : ''}`
    : `did you mean \`${meant}\`?`;
}

/** The constructs that name an object without making it. */
const FROM_NAME: Readonly<Record<string, string | undefined>> = {
  Gateway: 'McpGateway.fromGatewayName',
  AgentgatewayBackend: 'McpBackend.fromBackendName',
};
