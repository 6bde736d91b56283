import { FieldPath, Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { rateLimitExample } from '../examples/rate-limit-example';
import { blocksAt } from '../lookup/blocks-at';

/** What the expression checker reports of names that can never be read there. */
const NEVER_READ = new Set(['A04', 'A05', 'A08', 'A09']);

function descriptors(...entries: readonly string[]): string {
  return rateLimitExample('global:', '  backendRef: { name: ratelimit, port: 8081 }', '  domain: mcp', '  descriptors:',
    ...entries.map((entry) => `    - entries: [{ name: user, expression: '${entry}' }]`));
}

/** A global rate limit none of whose descriptors can be computed. */
export const C11: DiagnosticRule = {
  code: 'C11',
  title: 'A global rate limit is never asked',
  severity: 'error',
  security: true,
  written: 'descriptors of `rateLimit.global` whose expressions read `claims` or `mcp`, which do not exist there',
  happens: 'a descriptor that cannot be computed is skipped; where all are, the rate limit service is not asked at all and nothing is limited, on every release',
  instead: 'read claims as `jwt.sub`; a rate limit cannot see the MCP request, so put servers with other limits on routes of their own',
  triggers: [descriptors('claims["sub"]'), descriptors('mcp.tool.name', 'mcp.method.name')],
  nearMisses: [descriptors('jwt.sub'), descriptors('claims["sub"]', 'jwt.sub')],
  check: ({ manifests, expressions }) => {
    const failing = new Map<Manifest, Set<string>>();
    for (const { manifest, field, place, findings } of expressions) {
      if (place === 'rateLimitDescriptor' && findings.some(({ code }) => NEVER_READ.has(code))) {
        failing.set(manifest, (failing.get(manifest) ?? new Set()).add(JSON.stringify(field)));
      }
    }
    return failing.size === 0 ? [] : blocksAt(manifests, 'spec.traffic.rateLimit', 'global.descriptors').flatMap(({ manifest, field, value }): RuleFinding[] => {
      const isSkipped = (entries: readonly unknown[], at: FieldPath): boolean => entries.some((_, index) => failing.get(manifest)?.has(JSON.stringify([...at, 'entries', index, 'expression'])));
      return (value as readonly { entries: readonly unknown[] }[]).every(({ entries }, index) => isSkipped(entries, [...field, index])) ? [{
        manifest,
        field,
        message: 'no descriptor of the global rate limit can ever be computed, so nothing is limited',
        help: 'correct the expressions of the descriptors; claims are read as `jwt.sub`',
      }] : [];
    });
  },
};
