import { DiagnosticRule } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { jwtPolicies } from '../lookup/jwt-policies';

/** Tokens that stand in URLs. */
export const J26: DiagnosticRule = {
  code: 'J26',
  title: 'Tokens are read from the URL',
  severity: 'warning',
  security: false,
  written: '`jwtAuthentication.location.queryParameter`',
  happens: 'tokens end up in access logs, in the history of browsers and in `Referer` headers; the MCP specification forbids them there (since 1.2, where the field came in)',
  instead: 'read them from the header, which is the default',
  triggers: [jwtExample({ also: ['location: { queryParameter: { name: access_token } }'] })],
  nearMisses: [jwtExample({ also: ['location: { header: { name: X-Token } }'] })],
  check: ({ manifests }) => jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => jwt.location?.queryParameter === undefined ? [] : [{
    manifest,
    field: [...field, 'location', 'queryParameter'],
    message: `tokens are read from the query parameter \`${jwt.location.queryParameter.name}\`, so that they stand in URLs and logs`,
    help: 'read them from a header, or at least from a cookie',
  }]),
};
