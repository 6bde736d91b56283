import { policyExample } from './policy-example';
import { RuleMode } from '../../gateway';

/** Where an authorization block stands, and what it targets unless said otherwise. */
const PLACES = {
  http: { target: 'Gateway', fields: ['traffic', 'authorization'] },
  route: { target: 'HTTPRoute', fields: ['traffic', 'authorization'] },
  mcp: { target: 'AgentgatewayBackend', fields: ['backend', 'mcp', 'authorization'] },
  network: { target: 'Gateway', fields: ['frontend', 'networkAuthorization'] },
} as const;

/** The YAML of a policy with one authorization block, for the examples of a rule. */
export function authorizationExample(place: keyof typeof PLACES, action: RuleMode, ...expressions: readonly string[]): string {
  const { target, fields } = PLACES[place];
  const block = [`action: ${action}`, 'policy:', '  matchExpressions:', ...expressions.map((text) => `    - '${text.replaceAll('\'', '\'\'')}'`)];
  return policyExample(place === 'route' ? 'route-access' : 'access', target, [
    ...fields.map((field, depth) => `${'  '.repeat(depth)}${field}:`),
    ...block.map((line) => `${'  '.repeat(fields.length)}${line}`),
  ].join('\n'));
}
