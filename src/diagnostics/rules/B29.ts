import { keyOf } from '../../gateway';
import { FieldPath, isKind, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding, Subject } from '../diagnostic-rule';
import { backendExample } from '../examples/backend-example';
import { manifestIndexOf } from '../lookup/manifest-index-of';
import { objectIndexOf } from '../lookup/object-index';
import { eachMatch, patternTree } from '../lookup/pattern-tree';
import { textOfKey } from '../lookup/text-of-key';
import { valueAt } from '../lookup/value-at';
import { nearest } from '../nearest';

const SECRET = { group: '', kind: 'Secret' };

/** Where a Secret is named, and the entry that is read unless `key` says otherwise; `undefined` where all entries are. */
const PLACES: readonly (readonly [pattern: string, entry: string | undefined])[] = [
  ['auth.secretRef', 'Authorization'],
  ['auth.credentials[].secretRef', 'Authorization'],
  ['tls.mtlsCertificateRef[]', 'tls.crt'],
  ['mcp.authentication.clientSecretRef', 'clientSecret'],
  ...['auth.oauthTokenExchange', 'auth.crossAppAccess.identityProvider', 'auth.crossAppAccess.resourceAuthorizationServer'].flatMap((at) => [
    [`${at}.clientAuth.secretRef`, 'clientSecret'],
    [`${at}.clientAuth.privateKeyJwt.signingKeyRef`, 'signingKey'],
    [`${at}.clientAuth.privateKeyJwt.certificateRef`, 'certificate'],
  ] as const),
  ['basicAuthentication.secretRef', '.htaccess'],
  ['apiKeyAuthentication.secretRef', undefined],
];
const REFERENCES = patternTree(['spec.traffic', 'spec.backend', 'spec.policies', 'spec.mcp.targets[].static.policies'].flatMap((block) =>
  PLACES.map(([pattern, entry]) => [`${block}.${pattern}`, entry] as const)));

const BACKEND = backendExample(['{ name: tools, static: { host: tools.example.com, port: 443, policies: { tls: {}, auth: { secretRef: { name: token } } } } }']);

const EXCHANGE = BACKEND.replace('secretRef: { name: token }',
  'oauthTokenExchange: { backendRef: { name: idp, port: 80 }, clientAuth: { clientId: tools, method: ClientSecretBasic, secretRef: { name: token } } }');

function secret(entry: string, namespace = 'apps', also = ''): string {
  return `
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: ${namespace} }
${also}stringData: { ${entry}: example }
`;
}

/** A Secret that cannot be read as it is named. */
export const B29: DiagnosticRule = {
  code: 'B29',
  title: 'A Secret cannot be read where it is named',
  severity: 'error',
  security: false,
  written: 'a `secretRef` to a Secret of another namespace, or to one without the entry that is read (`Authorization`, of OAuth clients `clientSecret`, unless `key` says otherwise)',
  happens: 'a policy goes without the credential (`PartiallyValid`), a backend is refused as a whole, on every release',
  instead: 'create the Secret in the namespace of the object that names it, with the entry that is read',
  triggers: [`${BACKEND}---${secret('token')}`, `${BACKEND}---${secret('Authorization', 'other')}`, `${EXCHANGE}---${secret('secret')}`],
  // a Secret that is not among the manifests is most likely kept out of git on purpose
  nearMisses: [`${BACKEND}---${secret('Authorization')}`, BACKEND, `${BACKEND.replace('name: token', 'name: token, key: token')}---${secret('token')}`,
    `${EXCHANGE}---${secret('clientSecret')}`],
  check: (subject) => {
    const found: RuleFinding[] = [];
    for (const manifest of [...manifestIndexOf(subject).policies, ...manifestIndexOf(subject).backends.values()]) {
      eachMatch(manifest.object, REFERENCES, (field, _reference, entry) => found.push(...findReference(subject, manifest, field, entry)));
    }
    return found;
  },
};

function findReference(subject: Subject, manifest: Manifest, field: FieldPath, defaultEntry: string | undefined): readonly RuleFinding[] {
  const text = (name: string): string | undefined => {
    const value = valueAt(manifest.object, [...field, name]);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const key = { namespace: keyOf(manifest.object).namespace, name: text('name') ?? '' };
  if (text('group') !== undefined || subject.isExternal('Secret', key)) {
    return [];
  }
  const found = objectIndexOf(subject).find(SECRET, key);
  if (!found || !isKind(found, 'Secret')) {
    const [elsewhere] = objectIndexOf(subject).namespacesOf(SECRET, key.name);
    return elsewhere === undefined ? [] : [{
      manifest,
      field: [...field, 'name'],
      message: `the Secret \`${key.name}\` is in the namespace \`${elsewhere}\`, and is looked for in \`${key.namespace}\``,
      help: `create the Secret in \`${key.namespace}\``,
    }];
  }
  const entries = [...Object.keys(found.object.data ?? {}), ...Object.keys(found.object.stringData ?? {})];
  const entry = text('key') ?? defaultEntry;
  // a Secret without entries is filled by something else
  if (entry === undefined || entries.length === 0 || entries.includes(entry)) {
    return [];
  }
  const meant = nearest(entry, entries) ?? (entries.length === 1 ? entries[0] : undefined);
  return [{
    manifest,
    field: text('key') === undefined ? field : [...field, 'key'],
    message: `the Secret \`${textOfKey(key)}\` has no entry \`${entry}\``,
    help: meant === undefined ? `add the entry \`${entry}\` to the Secret` : `rename its entry \`${meant}\` to \`${entry}\`, or write \`key: ${meant}\` (since 1.4)`,
  }];
}
