import { ApiObject, JsonPatch } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { McpProtocol } from '../mcp-protocol';
import { UsageError } from './usage-error';

const appProtocols = { [McpProtocol.STREAMABLE_HTTP]: 'agentgateway.dev/mcp', [McpProtocol.SSE]: 'agentgateway.dev/mcp-sse' };

/**
 * Says on a port of a Service that MCP is spoken there (`appProtocol`, which cdk8s-plus-28 has no prop for), and refuses one that says otherwise.
 *
 * @returns the number of the port
 */
export function namePort(service: Service, port: number | undefined, protocol: McpProtocol): number {
  const { ports } = service;
  const index = port === undefined ? 0 : ports.findIndex((each) => each.port === port);
  if (index < 0 || (port === undefined && ports.length !== 1)) {
    const known = ports.map((each) => `\`${each.port}\``).join(', ');
    throw new UsageError(
      port === undefined ? `Service \`${service.name}\` has ${ports.length} ports` : `Service \`${service.name}\` has no port \`${port}\``,
      ports.length === 0 ? 'give the Service a port' : `give \`port\`; the Service has ${known}`,
    );
  }
  const object = ApiObject.of(service);
  const wanted = appProtocols[protocol];
  const found: unknown = object.toJson().spec.ports[index].appProtocol;
  if (found !== undefined && found !== wanted) {
    throw new UsageError(`port \`${ports[index].port}\` of Service \`${service.name}\` has the \`appProtocol\` \`${String(found)}\`, which is not that of ${protocol}`,
      `set it to \`${wanted}\`, or give another \`protocol\``);
  }
  if (found === undefined) object.addJsonPatch(JsonPatch.add(`/spec/ports/${index}/appProtocol`, wanted));
  return ports[index].port;
}
