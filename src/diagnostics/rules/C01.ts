import { AgentgatewayPolicy, manifestsOfKind } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { corsExample } from '../examples/cors-example';
import { nearest } from '../nearest';

type Cors = NonNullable<NonNullable<AgentgatewayPolicy['spec']['traffic']>['cors']>;

const FIELDS: readonly (keyof Cors)[] = ['allowCredentials', 'allowHeaders', 'allowMethods', 'allowOrigins', 'exposeHeaders', 'maxAge'];

/** A misspelt field of `traffic.cors`, the one block whose unknown fields the API server keeps. */
export const C01: DiagnosticRule = {
  code: 'C01',
  title: 'A field of `traffic.cors` does not exist',
  severity: 'error',
  security: false,
  written: 'a misspelt field in `traffic.cors`, such as `allowedOrigins`',
  happens: 'the CRD keeps unknown fields in this block, so nothing complains; agentgateway ignores the field, and browsers are refused, on every release',
  instead: 'use `allowOrigins`, `allowMethods`, `allowHeaders`, `exposeHeaders`, `allowCredentials` and `maxAge`',
  triggers: [
    corsExample('allowedOrigins: [https://app.example.com]'),
    corsExample('allowOrigins: [https://app.example.com]', 'allow_headers: [content-type]'),
    corsExample('allowOrigins: [https://app.example.com]', 'maxage: 600'),
  ],
  nearMisses: [corsExample('allowOrigins: [https://app.example.com]', 'maxAge: 600')],
  check: ({ manifests }) => manifestsOfKind(manifests, 'AgentgatewayPolicy').flatMap((manifest) =>
    Object.keys(manifest.object.spec.traffic?.cors ?? {}).filter((name) => !FIELDS.includes(name as keyof Cors)).map((name): RuleFinding => {
      const meant = nearest(name.replaceAll('_', ''), FIELDS);
      return {
        manifest,
        field: ['spec', 'traffic', 'cors', name],
        of: 'key',
        message: `field \`${name}\` of \`traffic.cors\` does not exist and is ignored`,
        help: meant === undefined
          ? `remove it; the fields here are ${FIELDS.map((field) => `\`${field}\``).join(', ')}`
          : `did you mean \`${meant}\`?`,
      };
    })),
};
