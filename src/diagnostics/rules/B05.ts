import { keyOf } from '../../gateway';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { routeExample } from '../examples/route-example';
import { RefusedParent, refusedParents } from '../lookup/refused-parents';
import { textOfKey } from '../lookup/text-of-key';

const BOTH = gatewayExample(routeExample('name: tools, port: 8080'));
const ALL = BOTH.replace('protocol: HTTP }', 'protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }');

/** A route that its Gateway does not admit. */
export const B05: DiagnosticRule = {
  code: 'B05',
  title: 'No listener of the Gateway admits the route',
  severity: 'error',
  security: false,
  written: 'an HTTPRoute in another namespace than its Gateway, whose listeners admit only their own (the default of `allowedRoutes`), or one on a listener of the protocol `TCP` or `TLS`',
  happens: 'the route is refused (`NotAllowedByListeners`), and requests are answered 404, on every release',
  instead: 'set `allowedRoutes.namespaces.from` of the listener to `All` or `Selector`, or move the route',
  triggers: [BOTH, ALL.replace('protocol: HTTP', 'protocol: TCP')],
  nearMisses: [ALL],
  check: (subject) => refusedParents(subject).flatMap((refused): RuleFinding[] => {
    const text = textOf(refused);
    return text === undefined ? [] : [{
      manifest: refused.parent.route,
      field: refused.parent.field,
      // the labels of a namespace that is not here may well fit
      ...(refused.mayAccept && { severity: 'warning' as const }),
      ...text,
    }];
  }),
};

function textOf({ parent: { route, kind, key }, listeners, reason, mayAccept }: RefusedParent): Pick<RuleFinding, 'message' | 'help'> | undefined {
  const { namespace } = keyOf(route.object);
  const meant = `no listener of ${kind} \`${textOfKey(key)}\` that is meant`;
  switch (reason) {
    case 'protocol': {
      const protocols = [...new Set(listeners.map(({ protocol }) => `\`${protocol}\``))].join(' or ');
      return { message: `${meant} takes HTTPRoutes: the protocol is ${protocols}`, help: 'name a listener of the protocol `HTTP` or `HTTPS`' };
    }
    case 'kind not allowed':
      return { message: `${meant} takes HTTPRoutes`, help: 'add `kind: HTTPRoute` to `allowedRoutes.kinds` of the listener' };
    case 'not allowed':
      return {
        message: `${meant} admits routes of the namespace \`${namespace}\``,
        help: mayAccept
          ? `add the Namespace \`${namespace}\` with the labels that \`allowedRoutes\` selects`
          : 'set `allowedRoutes.namespaces.from: All` on the listener, or move the route',
      };
    default:
      return undefined;
  }
}
