import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { jwtPolicies } from '../lookup/jwt-policies';
import { mcpAuthentications } from '../lookup/mcp-authentications';

/** How known identity providers write themselves in `iss`. */
interface KnownIssuer {
  readonly name: string;
  readonly of: RegExp;
  readonly slash: boolean;
}

const KNOWN: readonly KnownIssuer[] = [
  { name: 'Auth0', of: /^([\w-]+\.)+auth0\.com\//, slash: true },
  { name: 'Entra', of: /^login\.microsoftonline\.(com|us)\//, slash: false },
  { name: 'Entra (version 1)', of: /^sts\.windows\.net\//, slash: true },
  { name: 'Okta', of: /^[\w-]+\.okta(preview|-emea)?\.com\//, slash: false },
  { name: 'Keycloak', of: /\/realms\/[^/]+\/?$/, slash: false },
  { name: 'Cognito', of: /^cognito-idp\.[\w-]+\.amazonaws\.com\//, slash: false },
  { name: 'Google', of: /^accounts\.google\.com\//, slash: false },
  { name: 'GitHub Actions', of: /^token\.actions\.githubusercontent\.com\//, slash: false },
];

/** An issuer that no token carries in this form. */
export const J10: DiagnosticRule = {
  code: 'J10',
  title: 'The issuer is not written as tokens carry it',
  severity: 'warning',
  security: false,
  written: 'an `issuer` with or without the trailing slash that its tokens have, with another scheme, or with an address of one machine',
  happens: 'the claim `iss` is compared letter by letter, so that every token is refused with 401, on every release',
  instead: 'copy `issuer` from the discovery document of the identity provider; Auth0 ends it with `/`, Okta, Entra and Keycloak do not',
  triggers: [
    jwtExample({ issuer: 'https://tenant.eu.auth0.com' }),
    jwtExample({ issuer: 'https://idp.example.com/realms/master/' }),
    jwtExample({ issuer: 'http://tenant.okta.com/oauth2/default' }),
    jwtExample({ issuer: 'http://localhost:8080/realms/master' }),
    jwtExample({ issuer: 'https://login.microsoftonline.com/common/v2.0' }),
  ],
  nearMisses: [
    jwtExample({ issuer: 'https://tenant.eu.auth0.com/' }),
    jwtExample({ issuer: 'https://idp.example.com/realms/master' }),
    jwtExample({ issuer: 'solo.io' }),
  ],
  check: ({ manifests }) => [
    ...jwtPolicies(manifests).flatMap(({ manifest, field, jwt }) => jwt.providers.flatMap(({ issuer }, index) =>
      findings(issuer).map((finding): RuleFinding => ({ manifest, field: [...field, 'providers', index, 'issuer'], ...finding })))),
    ...mcpAuthentications(manifests).flatMap(({ manifest, field, authentication: { issuer = '' } }) =>
      findings(issuer).map((finding): RuleFinding => ({ manifest, field: [...field, 'issuer'], ...finding }))),
  ],
};

function findings(issuer: string): readonly { readonly message: string; readonly help: string }[] {
  const found = (problem: string, help: string) => [{ message: `issuer \`${issuer}\` ${problem}, and tokens are compared with it letter by letter`, help }];
  if (issuer.trim() !== issuer) {
    return found('begins or ends with a blank', `write \`${issuer.trim()}\``);
  }
  const [, scheme = '', rest] = /^(?:(https?):\/\/)?(.*)$/s.exec(issuer)!;
  if (/^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)(?=[:/]|$)/.test(rest)) {
    return found('is an address of one machine only', 'write the address that the identity provider has for everybody, as its discovery document says');
  }
  const known = KNOWN.find(({ of }) => of.test(`${rest}/`.replace(/\/\/$/, '/')));
  if (!known) {
    return [];
  }
  const correct = `https://${rest.replace(/\/+$/, '')}${known.slash ? '/' : ''}`;
  if (known.name === 'Entra' && /^[^/]+\/(common|organizations|consumers)(\/|$)/.test(rest)) {
    return found('names no tenant, while tokens carry theirs', 'write the id of your tenant in its place');
  }
  if (known.name === 'Keycloak' ? issuer.endsWith('/') : issuer !== correct) {
    return found(`is not how ${known.name} writes it${scheme === 'http' && known.name !== 'Keycloak' ? ', with `https`' : ''}`,
      `write \`${known.name === 'Keycloak' ? issuer.replace(/\/+$/, '') : correct}\``);
  }
  return [];
}
