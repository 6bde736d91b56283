import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { jwtExample } from '../examples/jwt-example';
import { remoteKeySets } from '../lookup/remote-key-sets';

function withPath(path: string): string {
  return jwtExample({ jwks: ['remote:', `  jwksPath: ${path}`, '  backendRef: { name: keycloak, namespace: keycloak, port: 8080 }'] });
}

/** A path of a key set that is more than a path. */
export const J11: DiagnosticRule = {
  code: 'J11',
  title: 'The path of a key set is more than a path',
  severity: 'error',
  security: false,
  written: 'a `jwksPath` that is a URL, or that has a query or a fragment',
  happens: 'the controller appends it to the address of the `backendRef`, and the key set can never be fetched: in mode Strict every token is refused; `mcp.authentication` is not applied at all. `main` has the field `url`',
  instead: 'write the path alone; the host goes into `backendRef`',
  triggers: [withPath('https://idp.example.com/realms/master/protocol/openid-connect/certs'), withPath('/discovery/keys?appid=1')],
  nearMisses: [withPath('/realms/master/protocol/openid-connect/certs'), withPath('realms/master/certs')],
  check: ({ manifests }) => remoteKeySets(manifests).flatMap(({ manifest, field, remote, failsOpen }): RuleFinding[] => {
    const path = remote.jwksPath ?? '';
    const isUrl = /^[a-z][a-z\d+.-]*:\/\//i.test(path) || path.startsWith('//');
    const extra = /[?#]/.exec(path)?.[0];
    return !isUrl && extra === undefined ? [] : [{
      manifest,
      field: [...field, 'jwksPath'],
      message: isUrl ? `\`${path}\` is a URL, where the path alone is appended to the address of \`backendRef\`` : `the path \`${path}\` must not have \`${extra}\``,
      help: isUrl ? `write \`${path.replace(/^([^/]*:)?\/\/[^/]*/, '').replace(/[?#].*$/s, '') || '/'}\`, and the host in \`backendRef\`` : `write \`${path.replace(/[?#].*$/s, '')}\``,
      security: failsOpen,
    }];
  }),
};
