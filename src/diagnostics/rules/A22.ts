import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** Anything but the connection in network authorization. */
export const A22 = expressionRule({
  code: 'A22',
  title: 'Network authorization reads more than the connection',
  severity: 'warning',
  security: false,
  written: '`request.…` or `jwt.…` in `frontend.networkAuthorization`',
  happens: 'before a request is read only `source` is known, and the controller does not even parse these expressions (since 1.1, where they came in): the rule always fails',
  instead: 'use `source.…`, or write the rule as `traffic.authorization`',
  triggers: [
    authorizationExample('network', 'Allow', 'jwt.sub == "alice"'),
    authorizationExample('network', 'Deny', 'request.path == "/admin"'),
  ],
  nearMisses: [authorizationExample('network', 'Allow', 'cidr("10.0.0.0/8").containsIP(source.address)')],
});
