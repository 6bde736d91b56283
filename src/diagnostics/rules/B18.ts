import { isKind } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { mcpTargets, WrittenTarget } from '../lookup/mcp-targets';
import { objectIndexOf } from '../lookup/object-index';
import { serviceOfHost } from '../lookup/service-of-host';

const SSE = new Set(['agentgateway.dev/mcp-sse', 'kgateway.dev/mcp-sse']);

function ofService(static_: string, appProtocol = 'agentgateway.dev/mcp-sse'): string {
  return `${backendExample([`{ name: tools, static: { ${static_} } }`])}---${serviceExample({ port: `port: 8080, appProtocol: ${appProtocol}` })}`;
}

/** A path or a port of the older transport without it. */
export const B18: DiagnosticRule = {
  code: 'B18',
  title: 'A target of the older transport is spoken to with the newer one',
  severity: 'warning',
  security: false,
  written: '`path: /sse`, or a port of a Service with `appProtocol: agentgateway.dev/mcp-sse`, without `protocol: SSE`',
  happens: 'the gateway speaks streamable HTTP, whatever the Service of a static target says, which a server of the older transport does not understand, and the handshake fails, on every release',
  instead: 'add `protocol: SSE`',
  triggers: [
    backendExample(['{ name: tools, static: { host: tools.example.com, port: 80, path: /sse } }']),
    ofService('backendRef: { name: tools }, port: 8080'),
    ofService('host: tools.apps.svc.cluster.local, port: 8080'),
  ],
  nearMisses: [
    backendExample(['{ name: tools, static: { host: tools.example.com, port: 80, path: /sse, protocol: SSE } }']),
    ofService('backendRef: { name: tools }, port: 8080, protocol: SSE'),
    ofService('backendRef: { name: tools }, port: 8080', 'agentgateway.dev/mcp'),
    ofService('backendRef: { name: tools }, port: 9090'),
  ],
  check: (subject) => mcpTargets(subject).flatMap((written): RuleFinding[] => {
    const { backend, field, target } = written;
    if (!target.static || target.static.protocol === 'SSE') {
      return [];
    }
    const at = /\/sse\/?$/.test(target.static.path ?? '') ? `the path \`${target.static.path}\`` : undefined;
    const appProtocol = at === undefined ? appProtocolOf(subject, written) : undefined;
    return at === undefined && !SSE.has(appProtocol ?? '') ? [] : [{
      manifest: backend,
      field: [...field, 'static', at === undefined ? 'port' : 'path'],
      message: `target \`${target.name}\` has ${at ?? `a port with \`appProtocol: ${appProtocol}\``} and the transport streamable HTTP`,
      help: 'add `protocol: SSE`',
    }];
  }),
};

/** What the Service behind a target says that its port speaks. */
function appProtocolOf(subject: Subject, { namespace, target }: WrittenTarget): string | undefined {
  const { host, backendRef, port } = target.static ?? {};
  const named = backendRef?.name === undefined ? undefined : { namespace, name: backendRef.name };
  const key = named ?? (host === undefined ? undefined : serviceOfHost(host, namespace));
  const service = key && objectIndexOf(subject).find({ group: '', kind: 'Service' }, key);
  return service && isKind(service, 'Service') ? service.object.spec?.ports?.find((candidate) => candidate.port === port)?.appProtocol : undefined;
}
