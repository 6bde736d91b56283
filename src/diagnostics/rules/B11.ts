import { selectServices } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { serviceExample } from '../examples/service-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { mcpTargets } from '../lookup/mcp-targets';

const SELECTOR = '{ name: selected, selector: { services: { matchLabels: { app: tools } } } }';
const TWO_PORTS = 'name: a, port: 8080, appProtocol: agentgateway.dev/mcp }, { name: b, port: 8081, appProtocol: agentgateway.dev/mcp';

/** Two targets that come to one name. */
export const B11: DiagnosticRule = {
  code: 'B11',
  title: 'Two targets of a backend have one effective name',
  severity: 'error',
  security: true,
  written: 'the annotation `agentgateway.dev/mcp-target-name` on a Service with two MCP ports, or a selected Service named like a static target',
  happens: 'the later target takes the place of the earlier one without a word, and rules for the name apply to another server, on every release',
  instead: 'give the targets different names',
  triggers: [
    `${backendExample([SELECTOR])}---${serviceExample({ port: TWO_PORTS, annotations: 'agentgateway.dev/mcp-target-name: tools' })}`,
    `${backendExample([SELECTOR, '{ name: tools-8080, static: { host: tools.example.com, port: 80 } }'])}---${serviceExample()}`,
  ],
  nearMisses: [`${backendExample([SELECTOR])}---${serviceExample({ port: TWO_PORTS })}`],
  check: (subject) => {
    const taken = new Map<unknown, Set<string>>();
    return mcpTargets(subject).flatMap(({ backend, namespace, field, target }): RuleFinding[] => {
      const names = taken.get(backend) ?? new Set();
      taken.set(backend, names);
      const own = target.selector ? selectServices(target.selector, namespace, manifestIndexOf(subject)).map(({ name }) => name) : [target.name];
      const repeated = new Set(own.filter((name) => names.has(name) || !names.add(name)));
      return [...repeated].map((name) => ({
        manifest: backend,
        field: [...field, target.selector ? 'selector' : 'name'],
        message: `two targets of this backend are called \`${name}\`, and only one of them is reached`,
        help: 'rename one of them; selected Services are called `<service>-<port>` unless the annotation `agentgateway.dev/mcp-target-name` names them',
      }));
    });
  },
};
