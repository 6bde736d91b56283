import { expressionRule } from './expression-rule';
import { authorizationExample } from '../examples/authorization-example';

/** A header that is a list when it is sent twice. */
export const A29 = expressionRule({
  code: 'A29',
  title: 'A header is a list when it is sent twice',
  severity: 'warning',
  security: false,
  written: '`request.headers.name` in a comparison with a string',
  happens: 'a client that sends the header twice makes it a list, which is equal to no string: who wants a Deny to fail sends it twice',
  instead: 'write `request.headers["name"]` for the first value, or `request.headers.join().name` for all',
  triggers: [authorizationExample('http', 'Deny', 'request.headers.role == "guest"')],
  nearMisses: [authorizationExample('http', 'Deny', 'request.headers["role"] == "guest"')],
});
