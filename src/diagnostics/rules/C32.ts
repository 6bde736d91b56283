import { AgentgatewayPolicy } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { policyExample } from '../examples/policy-example';
import { blocksAt } from '../lookup/blocks-at';
import { findObject } from '../lookup/find-object';
import { keyOf } from '../lookup/key-of';

function users(...lines: readonly string[]): string {
  return policyExample('basic', 'Gateway', `traffic:\n  basicAuthentication:\n    users: [${lines.map((line) => `'${line}'`).join(', ')}]`);
}

/** What a hashed password of htpasswd begins with. */
const HASH = /^(\$[0-9A-Za-z-]+\$|\{S?SHA\})/;

/** A password of the old crypt: two letters of salt and 64 bits, of which the last letter holds four. Many a plain password of 13 letters looks alike. */
const CRYPT = /^[./0-9A-Za-z]{12}[.26AEIMQUYcgkosw]$/;

/** A user whose password is no hash. */
export const C32: DiagnosticRule = {
  code: 'C32',
  title: 'A user of basic authentication can never log in',
  severity: 'error',
  security: false,
  written: 'an entry of `basicAuthentication.users`, or a line of the Secret, that is no `name:hash` line of htpasswd, for example one with the password itself',
  happens: 'the password is compared with the text as if it were a hash, so that the login always fails, on every release, and the password stands in git',
  instead: 'write the line that `htpasswd -nB NAME` prints',
  triggers: [users('alice:secret'), users('alice'), users('alice:Summer2024abc'), users('alice:Summer2024abz'), `
apiVersion: v1
kind: Secret
metadata: { name: users, namespace: agentgateway-system }
stringData: { .htaccess: 'alice:secret' }
---${policyExample('basic', 'Gateway', 'traffic:\n  basicAuthentication: { secretRef: { name: users } }')}`],
  nearMisses: [users('alice:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC', 'bob:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=')],
  check: ({ manifests }) => blocksAt(manifests, 'spec.traffic.basicAuthentication').flatMap(({ manifest, field, value }): RuleFinding[] => {
    const { secretRef, users: lines = [] } = value as NonNullable<NonNullable<AgentgatewayPolicy['spec']['traffic']>['basicAuthentication']>;
    const secret = secretRef && findObject(manifests, 'Secret', { ...keyOf(manifest.object), name: secretRef.name });
    const key = secretRef?.key ?? '.htaccess';
    const [block, text] = secret?.object.stringData?.[key] !== undefined ? ['stringData', secret.object.stringData[key]] as const
      : ['data', Buffer.from(secret?.object.data?.[key] ?? '', 'base64').toString()] as const;
    return [
      ...lines.flatMap((line, index) => findingsOf(line).map((problem) => ({ manifest, field: [...field, 'users', index], ...problem }))),
      ...(secret ? text.split('\n').flatMap(findingsOf).slice(0, 1).map((problem) => ({ manifest: secret, field: [block, key], ...problem })) : []),
    ];
  }),
};

/** Never repeats more than the name. */
function findingsOf(line: string): readonly Pick<RuleFinding, 'message' | 'help' | 'severity'>[] {
  if (/^\s*(#.*)?$/.test(line)) {
    return [];
  }
  const colon = line.indexOf(':');
  const help = 'write the line that `htpasswd -nB NAME` prints';
  if (colon < 1) {
    return [{ message: 'an entry is no `name:hash` line', help }];
  }
  const password = line.slice(colon + 1).trim();
  if (CRYPT.test(password)) {
    return [{
      message: `the password of user \`${line.slice(0, colon)}\` is not hashed, or with the old crypt, which is quickly broken`,
      help,
      severity: 'warning',
    }];
  }
  return HASH.test(password) ? [] : [{ message: `the password of user \`${line.slice(0, colon)}\` is not hashed, so the login always fails`, help }];
}
