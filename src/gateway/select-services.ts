import { AgentgatewayBackend, Service } from '../manifest';
import { matchesLabels } from './accept-routes';
import { McpTransport } from './effective-gateway';
import { keyOf, ManifestIndex, ManifestOf } from './manifest-index';

type Selector = NonNullable<NonNullable<AgentgatewayBackend['spec']['mcp']>['targets'][number]['selector']>;

/** One port of a Service that a selector has made a target. */
export interface SelectedPort {
  readonly service: ManifestOf<Service>;
  /** Effective target name. */
  readonly name: string;
  readonly port: number;
  readonly transport: McpTransport;
  readonly path?: string;
}

const TRANSPORT_OF_APP_PROTOCOL: Readonly<Record<string, McpTransport | undefined>> = {
  'agentgateway.dev/mcp': 'StreamableHTTP',
  'agentgateway.dev/mcp-sse': 'SSE',
  'kgateway.dev/mcp': 'StreamableHTTP',
  'kgateway.dev/mcp-sse': 'SSE',
};

/**
 * The Services that a selector finds, one target for each port whose `appProtocol` speaks MCP; other ports are skipped without a word
 * (agentgateway 1.4 `syncer/backend/mcp.go`). Without a namespace selector only the namespace of the backend is searched.
 */
export function selectServices(selector: Selector, backendNamespace: string, index: ManifestIndex): readonly SelectedPort[] {
  return matchingServices(selector, backendNamespace, index).flatMap((service) => {
    const annotations = service.object.metadata.annotations ?? {};
    return (service.object.spec?.ports ?? []).flatMap((port): SelectedPort[] => {
      const transport = TRANSPORT_OF_APP_PROTOCOL[port.appProtocol ?? ''];
      return transport === undefined ? [] : [{
        service,
        name: annotations['agentgateway.dev/mcp-target-name'] ?? `${service.object.metadata.name}-${port.name ?? port.port}`,
        port: port.port,
        transport,
        path: annotations['agentgateway.dev/mcp-path'] ?? annotations['kgateway.dev/mcp-path'],
      }];
    });
  });
}

/** The Services whose labels a selector matches, whatever their ports speak. */
export function matchingServices(selector: Selector, backendNamespace: string, index: ManifestIndex): readonly ManifestOf<Service>[] {
  const { services, namespaces } = index;
  const inNamespace = (name: string): boolean => selector.namespaces === undefined
    ? name === backendNamespace
    : matchesLabels(selector.namespaces, {
      'kubernetes.io/metadata.name': name,
      ...namespaces.find(({ object }) => object.metadata.name === name)?.object.metadata.labels,
    });
  return services.filter(({ object }) => inNamespace(keyOf(object).namespace)
    && (selector.services === undefined || matchesLabels(selector.services, object.metadata.labels ?? {})));
}
