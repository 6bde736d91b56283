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

/** Where a Secret is named, and the entries that are read; where it is one, `key` can say otherwise. None where all entries are read. */
const PLACES: readonly (readonly [pattern: string, ...entries: string[]])[] = [
  ['auth.secretRef', 'Authorization'],
  // AWS reads `sessionToken` too, where there is one
  ['auth.aws.secretRef', 'accessKey', 'secretKey'],
  ['auth.azure.secretRef', 'clientID', 'tenantID', 'clientSecret'],
  ['auth.gcp.secretRef', 'credentials.json'],
  ['auth.credentials[].secretRef', 'Authorization'],
  ['tls.mtlsCertificateRef[]', 'tls.crt'],
  ['mcp.authentication.clientSecretRef', 'clientSecret'],
  ...['auth.oauthTokenExchange', 'auth.crossAppAccess.identityProvider', 'auth.crossAppAccess.resourceAuthorizationServer'].flatMap((at) => [
    [`${at}.clientAuth.secretRef`, 'clientSecret'],
    [`${at}.clientAuth.privateKeyJwt.signingKeyRef`, 'signingKey'],
    [`${at}.clientAuth.privateKeyJwt.certificateRef`, 'certificate'],
  ] as const),
  ['basicAuthentication.secretRef', '.htaccess'],
  ['apiKeyAuthentication.secretRef'],
];
const REFERENCES = patternTree(['spec.traffic', 'spec.backend', 'spec.policies', 'spec.mcp.targets[].static.policies'].flatMap((block) =>
  PLACES.map(([pattern, ...entries]) => [`${block}.${pattern}`, entries] as const)));

const BACKEND = backendExample(['{ name: tools, static: { host: tools.example.com, port: 443, policies: { tls: {}, auth: { secretRef: { name: token } } } } }']);

const EXCHANGE = BACKEND.replace('secretRef: { name: token }',
  'oauthTokenExchange: { backendRef: { name: idp, port: 80 }, clientAuth: { clientId: tools, method: ClientSecretBasic, secretRef: { name: token } } }');

const AWS = BACKEND.replace('secretRef: { name: token }', 'aws: { secretRef: { name: token } }');

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
  written: 'a `secretRef` to a Secret of another namespace, or to one without the entries that are read (`Authorization`, of OAuth clients `clientSecret`, unless `key` says otherwise; of AWS `accessKey` and `secretKey`, of Azure `clientID`, `tenantID` and `clientSecret`, of Google `credentials.json`). Up to 1.2, a `secretRef` without a name',
  happens: 'a policy goes without the credential (`PartiallyValid`), a backend is refused as a whole, on every release',
  instead: 'create the Secret in the namespace of the object that names it, with the entries that are read',
  triggers: [`${BACKEND}---${secret('token')}`, `${BACKEND}---${secret('Authorization', 'other')}`, `${EXCHANGE}---${secret('secret')}`,
    `${AWS}---${secret('accessKeyId')}`],
  // a Secret that is not among the manifests is most likely kept out of git on purpose
  nearMisses: [`${BACKEND}---${secret('Authorization')}`, BACKEND, `${BACKEND.replace('name: token', 'name: token, key: token')}---${secret('token')}`,
    `${EXCHANGE}---${secret('clientSecret')}`, `${AWS}---${secret('secretKey: example, accessKey')}`],
  check: (subject) => {
    const found: RuleFinding[] = [];
    for (const manifest of [...manifestIndexOf(subject).policies, ...manifestIndexOf(subject).backends.values()]) {
      eachMatch(manifest.object, REFERENCES, (field, _reference, entries) => found.push(...findReference(subject, manifest, field, entries)));
    }
    return found;
  },
};

function findReference(subject: Subject, manifest: Manifest, field: FieldPath, readEntries: readonly string[]): readonly RuleFinding[] {
  const text = (name: string): string | undefined => {
    const value = valueAt(manifest.object, [...field, name]);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const name = text('name');
  if (name === undefined) {
    // the schema refuses it since 1.3
    return [{
      manifest,
      field,
      message: 'this names no Secret, so that no credential is read',
      help: 'write the `name` of the Secret',
    }];
  }
  const key = { namespace: keyOf(manifest.object).namespace, name };
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
  const written = readEntries.length === 1 ? text('key') : undefined;
  const missing = (written === undefined ? readEntries : [written]).filter((entry) => !entries.includes(entry));
  // a Secret without entries is filled by something else
  return entries.length === 0 ? [] : missing.map((entry) => {
    const meant = nearest(entry, entries) ?? (entries.length === 1 ? entries[0] : undefined);
    const rename = `rename its entry \`${meant}\` to \`${entry}\``;
    return {
      manifest,
      field: written === undefined ? field : [...field, 'key'],
      message: `the Secret \`${textOfKey(key)}\` has no entry \`${entry}\``,
      help: meant === undefined ? `add the entry \`${entry}\` to the Secret`
        : readEntries.length === 1 ? `${rename}, or write \`key: ${meant}\` (since 1.4)` : rename,
    };
  });
}
