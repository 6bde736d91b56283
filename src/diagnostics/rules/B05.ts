import { keyOf } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { routeExample } from '../examples/route-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { refusedParents } from '../lookup/refused-parents';
import { textOfKey } from '../lookup/text-of-key';

const BOTH = gatewayExample(routeExample('name: tools, port: 8080'));

/** A route that its Gateway does not admit. */
export const B05: DiagnosticRule = {
  code: 'B05',
  title: 'No listener of the Gateway admits the route',
  severity: 'error',
  security: false,
  written: 'an HTTPRoute in another namespace than its Gateway, whose listeners admit only their own (the default of `allowedRoutes`)',
  happens: 'the route is refused (`NotAllowedByListeners`), and requests are answered 404, on every release',
  instead: 'set `allowedRoutes.namespaces.from` of the listener to `All` or `Selector`, or move the route',
  triggers: [BOTH],
  nearMisses: [BOTH.replace('protocol: HTTP }', 'protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }')],
  check: (subject) => refusedParents(subject).flatMap(({ parent: { route, field, kind, key }, listeners, reason }): RuleFinding[] => {
    if (reason !== 'not allowed' && reason !== 'kind not allowed') {
      return [];
    }
    const { namespace } = keyOf(route.object);
    const selects = listeners.some(({ allowedRoutes }) => allowedRoutes?.namespaces?.from === 'Selector');
    const known = manifestIndexOf(subject).namespaces.some(({ object }) => object.metadata.name === namespace);
    return [{
      manifest: route,
      field,
      // the labels of a namespace that is not here may well fit
      ...(selects && !known && reason === 'not allowed' && { severity: 'warning' as const }),
      message: reason === 'kind not allowed'
        ? `no listener of ${kind} \`${textOfKey(key)}\` that is meant takes HTTPRoutes`
        : `no listener of ${kind} \`${textOfKey(key)}\` that is meant admits routes of the namespace \`${namespace}\``,
      help: reason === 'kind not allowed'
        ? 'add `kind: HTTPRoute` to `allowedRoutes.kinds` of the listener'
        : selects && !known
          ? `add the Namespace \`${namespace}\` with the labels that \`allowedRoutes\` selects`
          : 'set `allowedRoutes.namespaces.from: All` on the listener, or move the route',
    }];
  }),
};
