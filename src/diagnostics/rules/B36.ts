import { DiagnosticRule } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { missingObjectHelp } from '../lookup/missing-object-help';
import { objectIndexOf } from '../lookup/object-index';
import { refusedParents } from '../lookup/refused-parents';
import { textOfKey } from '../lookup/text-of-key';

const REF = 'parentRefs: [{ name: agentgateway-proxy }]';

/** A route on a Gateway that does not exist. */
export const B36: DiagnosticRule = {
  code: 'B36',
  title: 'The Gateway of a route does not exist',
  severity: 'error',
  security: false,
  written: 'a Gateway in `parentRefs` that is mistyped, in another namespace, or not among the manifests',
  happens: 'no Gateway serves the route, and requests are answered 404, on every release',
  instead: 'name a Gateway that exists, with its `namespace` where that is another; one that is not among the manifests is named with `--external`',
  triggers: [gatewayExample().replace(REF, 'parentRefs: [{ name: agentgateway }]'), gatewayExample().replace(REF, 'parentRefs: [{ name: agentgateway-proxy, namespace: infra }]')],
  nearMisses: [gatewayExample()],
  check: (subject) => refusedParents(subject).flatMap(({ parent: { route, field, group, kind, key }, reason }) => {
    const elsewhere = objectIndexOf(subject).namespacesOf({ group, kind }, key.name);
    return reason !== 'missing parent' ? [] : [{
      manifest: route,
      field: [...field, 'name'],
      message: `there is no ${kind} \`${textOfKey(key)}\``,
      help: elsewhere.length > 0 ? `did you mean the one in \`${elsewhere[0]}\`? write \`namespace: ${elsewhere[0]}\`` : missingObjectHelp(subject, { group, kind }, key),
    }];
  }),
};
