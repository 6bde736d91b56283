import { DiagnosticRule } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { routeExample } from '../examples/route-example';
import { missingObjectHelp } from '../lookup/missing-object-help';
import { objectIndexOf } from '../lookup/object-index';
import { routeBackendRefs } from '../lookup/route-backend-refs';
import { textOfKey } from '../lookup/text-of-key';

/** A route to a backend that does not exist. */
export const B35: DiagnosticRule = {
  code: 'B35',
  title: 'A route leads to a backend that does not exist',
  severity: 'error',
  security: false,
  written: 'an AgentgatewayBackend in `backendRefs` that is mistyped, in another namespace, or not among the manifests',
  happens: 'the reference is unresolved (`ResolvedRefs: False`, `BackendNotFound`), and requests are answered 500, on every release',
  instead: 'name a backend that exists; one that is not among the manifests is named with `--external`',
  triggers: [`${routeExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: tool')}---${backendExample(['{ name: a, static: { host: a.example.com, port: 80 } }'])}`],
  nearMisses: [`${routeExample('group: agentgateway.dev, kind: AgentgatewayBackend, name: tools')}---${backendExample(['{ name: a, static: { host: a.example.com, port: 80 } }'])}`],
  check: (subject) => routeBackendRefs(subject).flatMap(({ route, field, group, kind, key }) => {
    const objects = objectIndexOf(subject);
    if (kind !== 'AgentgatewayBackend' || group !== 'agentgateway.dev' || objects.find({ group, kind }, key) || subject.isExternal(kind, key)) {
      return [];
    }
    const elsewhere = objects.namespacesOf({ group, kind }, key.name);
    return [{
      manifest: route,
      field: [...field, 'name'],
      message: `there is no ${kind} \`${textOfKey(key)}\``,
      help: elsewhere.length > 0 ? `did you mean the one in \`${elsewhere[0]}\`? add \`namespace: ${elsewhere[0]}\`` : missingObjectHelp(subject, { group, kind }, key),
    }];
  }),
};
