import { keyOf, matchingServices } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mcpTargets } from '../lookup/mcp-targets';
import { textOfKey } from '../lookup/text-of-key';

const BACKEND = backendExample(['{ name: tools, selector: { services: { matchLabels: { app: tools } } } }']);
const MCP = new Set(['agentgateway.dev/mcp', 'agentgateway.dev/mcp-sse', 'kgateway.dev/mcp', 'kgateway.dev/mcp-sse']);

/** A selected Service that does not say it speaks MCP. */
export const B08: DiagnosticRule = {
  code: 'B08',
  title: 'A selected Service has no MCP port',
  severity: 'error',
  security: true,
  written: 'a selector that finds a Service whose ports have no `appProtocol`, or another one such as `http` or `mcp`',
  happens: 'the Service is passed over without a word and gives no target, on every release',
  instead: 'set `appProtocol: agentgateway.dev/mcp` on the port, or `agentgateway.dev/mcp-sse` for the older transport',
  triggers: [`${BACKEND}---${serviceExample({ port: 'port: 8080, appProtocol: mcp' })}`, `${BACKEND}---${serviceExample({ port: 'port: 8080' })}`],
  nearMisses: [`${BACKEND}---${serviceExample()}`, `${BACKEND}---${serviceExample()}---${serviceExample({ name: 'web', labels: 'app: web', port: 'port: 80' })}`],
  check: (subject) => mcpTargets(subject).flatMap(({ backend, namespace, field, target }): RuleFinding[] => target.selector
    ? matchingServices(target.selector, namespace, manifestIndexOf(subject))
      .filter(({ object }) => !(object.spec?.ports ?? []).some(({ appProtocol }) => MCP.has(appProtocol ?? '')))
      .map((service) => ({
        manifest: backend,
        field: [...field, 'selector'],
        message: `the selected Service \`${textOfKey(keyOf(service.object))}\` has no port with \`appProtocol: agentgateway.dev/mcp\` and gives no target`,
        help: 'set `appProtocol: agentgateway.dev/mcp` on its MCP port, or `agentgateway.dev/mcp-sse` for the older transport',
      }))
    : []),
};
