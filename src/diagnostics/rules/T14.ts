import { keyOf } from '../../gateway';
import { DiagnosticRule } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { onePerField } from '../lookup/one-per-field';
import { replacedFields } from '../lookup/replaced-fields';
import { textOfKey } from '../lookup/text-of-key';
import { textOfPlace } from '../lookup/text-of-place';

const GATEWAY = authorizationExample('http', 'Allow', 'request.headers["x-team"] == "dev"');
const ROUTE = authorizationExample('route', 'Deny', 'request.headers["x-guest"] == "true"');

/** A policy that an Override above it leaves without effect. */
export const T14: DiagnosticRule = {
  code: 'T14',
  title: 'A policy below an Override has no effect',
  severity: 'warning',
  security: true,
  written: '`strategy.inheritance: Override` on a policy of the Gateway, and a policy on a route that sets the same field, authorization too',
  happens: 'the field of the route is ignored: its Deny denies nothing, its Allow opens nothing (since 1.3, which brought `strategy`)',
  instead: 'remove `Override`, or move the rules of the route into the policy of the Gateway',
  triggers: [gatewayExample(GATEWAY.replace('spec:\n', 'spec:\n  strategy: { inheritance: Override }\n'), ROUTE)],
  nearMisses: [gatewayExample(GATEWAY, ROUTE)],
  check: (subject) => onePerField(replacedFields(subject).flatMap(({ specific, general, locked }) => locked ? [{
    manifest: specific.policy,
    field: specific.field,
    message: `\`${specific.name}\` has no effect on ${textOfPlace(specific.place)}: policy \`${textOfKey(keyOf(general.policy.object))}\` overrides it`,
    help: `remove \`strategy.inheritance: Override\` from policy \`${general.policy.object.metadata.name}\`, or move this there`,
  }] : [])),
};
