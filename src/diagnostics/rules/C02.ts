import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { corsExample } from '../examples/cors-example';
import { corsFilterExample } from '../examples/cors-filter-example';
import { gatewayExample } from '../examples/gateway-example';
import { corsBlocks } from '../lookup/cors-blocks';

/** A `*` that stands for every host. */
const EVERY_HOST = /^(\*|https?:\/\/\*(:\d+)?)$/;

/** CORS with credentials for every origin. */
export const C02: DiagnosticRule = {
  code: 'C02',
  title: 'Credentials are allowed from every origin',
  severity: 'warning',
  security: true,
  written: '`allowCredentials: true` beside `*` in `allowOrigins`, as some guides do',
  happens: 'agentgateway answers every origin with its own name and `access-control-allow-credentials: true`, on every release: any page that a user opens may call '
    + 'the MCP servers with the cookies of that user',
  instead: 'list the origins of your own pages, or leave out `allowCredentials`; a token in a header needs none',
  triggers: [
    corsExample('allowOrigins: ["*"]', 'allowCredentials: true'),
    corsFilterExample(gatewayExample(), 'allowOrigins: ["https://*"]', 'allowCredentials: true'),
  ],
  nearMisses: [
    corsExample('allowOrigins: [https://app.example.com]', 'allowCredentials: true'),
    corsExample('allowOrigins: ["*"]', 'allowCredentials: false'),
    corsExample('allowOrigins: ["https://*.example.com"]', 'allowCredentials: true'),
  ],
  check: ({ manifests }) => corsBlocks(manifests).flatMap(({ manifest, field, cors }): RuleFinding[] => {
    const origin = cors.allowCredentials === true ? cors.allowOrigins?.find((candidate) => EVERY_HOST.test(candidate)) : undefined;
    return origin === undefined ? [] : [{
      manifest,
      field: [...field, 'allowCredentials'],
      message: `\`allowCredentials\` lets pages of every origin (\`${origin}\`) use the credentials of whoever opens them`,
      help: 'list the origins of your own pages, or remove `allowCredentials`',
    }];
  }),
};
