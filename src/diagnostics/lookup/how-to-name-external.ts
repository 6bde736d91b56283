import { ObjectKey } from '../../gateway';
import { EXTERNAL_ANNOTATION } from '../annotated-external-objects';
import { textOfKey } from './text-of-key';

/** How to say that an object exists elsewhere: to the command, in an app, and in YAML. */
export function howToNameExternal(kind: string, key: ObjectKey): string {
  const construct = FROM_NAME[kind] ?? `Diagnostics.of(scope).external('${kind}', '${key.name}', '${key.namespace}')`;
  return `\`--external ${kind}/${textOfKey(key)}\`, in constructs \`${construct}\`, in YAML the annotation \`${EXTERNAL_ANNOTATION}\``;
}

/** The constructs that name an object without making it. */
const FROM_NAME: Readonly<Record<string, string | undefined>> = {
  Gateway: 'McpGateway.fromGatewayName',
  AgentgatewayBackend: 'McpBackend.fromBackendName',
};
