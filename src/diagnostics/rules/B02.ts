import { keyOf, matchingServices } from '../../gateway';
import { isKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { routeExample } from '../examples/route-example';
import { serviceExample } from '../examples/service-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mcpTargets } from '../lookup/mcp-targets';
import { objectIndexOf } from '../lookup/object-index';
import { oncePerSubject } from '../lookup/once-per-subject';
import { routeBackendRefs } from '../lookup/route-backend-refs';
import { serviceOfHost } from '../lookup/service-of-host';
import { textOfKey } from '../lookup/text-of-key';

const PLAIN = serviceExample({ port: 'port: 8080' });
const SERVICE_ROUTE = routeExample('name: tools, port: 8080');

/** A route that goes around the MCP backend, to the server itself. */
export const B02: DiagnosticRule = {
  code: 'B02',
  title: 'A route leads to the MCP server\'s Service instead of the backend',
  severity: 'error',
  security: true,
  written: 'the Service of an MCP server in `backendRefs`',
  happens: 'requests are passed on as plain HTTP: MCP policies, above all rules about tools, do not apply, on every release',
  instead: 'name the AgentgatewayBackend in `backendRefs`',
  triggers: [
    `${SERVICE_ROUTE}---${serviceExample()}`,
    `${SERVICE_ROUTE}---${PLAIN}---${backendExample(['{ name: tools, static: { backendRef: { name: tools }, port: 8080 } }'])}`,
    `${SERVICE_ROUTE}---${PLAIN}---${backendExample(['{ name: tools, static: { host: tools.apps.svc.cluster.local, port: 8080 } }'])}`,
  ],
  nearMisses: [
    `${routeExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: tools')}---${serviceExample()}`,
    `${SERVICE_ROUTE}---${PLAIN}---${backendExample(['{ name: tools, static: { host: tools.apps.svc.cluster.local, port: 9090 } }'])}`,
  ],
  check: (subject) => routeBackendRefs(subject).flatMap(({ route, field, group, kind, key, port }): RuleFinding[] => {
    if (group !== '' || kind !== 'Service') {
      return [];
    }
    const service = objectIndexOf(subject).find({ group, kind }, key);
    const speaksMcp = service && isKind(service, 'Service')
      && service.object.spec?.ports?.some((one) => one.port === port && /^(k|agent)gateway\.dev\/mcp(-sse)?$/.test(one.appProtocol ?? ''));
    const backend = mcpServices(subject).get(`${textOfKey(key)}:${port}`);
    return !speaksMcp && backend === undefined ? [] : [{
      manifest: route,
      field,
      message: `the Service \`${textOfKey(key)}\` is an MCP server, and no MCP policy applies to requests that go there directly`,
      help: `name ${backend === undefined ? 'an AgentgatewayBackend' : `AgentgatewayBackend \`${backend}\``} instead`,
    }];
  }),
};

/** The backends by Service and port, `ns/name:port`. */
const mcpServices = oncePerSubject((subject): ReadonlyMap<string, string> => new Map(mcpTargets(subject).flatMap(({ backend, namespace, target }) => {
  const name = textOfKey(keyOf(backend.object));
  const { host, backendRef, port } = target.static ?? {};
  const named = backendRef?.name !== undefined ? { namespace, name: backendRef.name } : undefined;
  const service = named ?? (host === undefined ? undefined : serviceOfHost(host, namespace));
  const selected = target.selector ? matchingServices(target.selector, namespace, manifestIndexOf(subject)) : [];
  return [
    ...(service ? [[`${textOfKey(service)}:${port}`, name] as const] : []),
    ...selected.flatMap(({ object }) => (object.spec?.ports ?? []).filter(({ appProtocol }) => appProtocol?.includes('gateway.dev/mcp'))
      .map((one) => [`${textOfKey(keyOf(object))}:${one.port}`, name] as const)),
  ];
})));
