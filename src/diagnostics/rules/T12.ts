import { isDeepStrictEqual } from 'node:util';
import { isBefore } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { rateLimitExample } from '../examples/rate-limit-example';
import { fieldsAt, PlacedField } from '../lookup/fields-at';
import { onePerField } from '../lookup/one-per-field';
import { GovernedPlace, policiesByPlace } from '../lookup/policies-by-place';
import { textOfPlace } from '../lookup/text-of-place';

const SECOND = jwtExample({ issuer: 'https://other.example.com' }).replace('name: jwt,', 'name: jwt-2,');
const LOCAL = 'local: [{ requests: 10, unit: Seconds }]';

/** Two policies that set one field at one place. */
export const T12: DiagnosticRule = {
  code: 'T12',
  title: 'Two policies of one target set the same field',
  severity: 'error',
  security: true,
  written: 'for example `traffic.jwtAuthentication` in two policies on one Gateway',
  happens: 'one of them holds, and which one is undefined and may change with a restart, on every release; their values are not put together. Authorization is the exception: its rules are, and since 1.4 those of MCP authorization too',
  instead: 'write both into one policy (several `providers`, for example), or give the policies different targets',
  triggers: [
    gatewayExample(jwtExample(), SECOND),
    gatewayExample(rateLimitExample(LOCAL), rateLimitExample('conditional:', `  - policy: { ${LOCAL.replace('10', '20')} }`).replace('name: limits', 'name: limits-2')),
  ],
  nearMisses: [
    gatewayExample(jwtExample(), SECOND.replace('traffic:', 'traffic:\n    phase: PreRouting')),
    gatewayExample(jwtExample(), jwtExample({ target: 'HTTPRoute' }).replace('name: jwt,', 'name: jwt-2,')),
    gatewayExample(rateLimitExample(LOCAL), rateLimitExample('conditional:', '  - policy: { global: { domain: mcp, backendRef: { name: limiter, port: 8081 }, descriptors: [{ entries: [{ name: ip, expression: source.address }] }] } }')
      .replace('name: limits', 'name: limits-2')),
    gatewayExample(authorizationExample('mcp', 'Allow', 'jwt.sub == "alice"'), authorizationExample('mcp', 'Allow', 'jwt.sub == "bob"').replace('name: access', 'name: access-2')),
  ],
  check: (subject) => onePerField(policiesByPlace(subject).all.flatMap((governed) => {
    // MCP authorization was put together since 1.4 only
    const poolsMcp = !isBefore(subject.targetVersion, '1.4');
    if (!mayTie(governed)) {
      return [];
    }
    const first = new Map<string, PlacedField>();
    return fieldsAt(governed).filter(({ name }) => name !== 'traffic.authorization' && (name !== 'backend.mcp.authorization' || !poolsMcp)).flatMap((field): RuleFinding[] => {
      const name = `${field.part} ${field.name}`;
      const winner = first.get(name);
      if (!winner) {
        first.set(name, field);
        return [];
      }
      return isDeepStrictEqual(winner.value, field.value) ? [] : [{
        manifest: field.manifest,
        field: field.field,
        message: `policy \`${winner.manifest.object.metadata.name}\` sets \`${field.name}\` on ${textOfPlace(field.place)} too: which of the two holds is undefined`,
        help: 'write both into one policy, or give the policies different targets',
      }];
    });
  })),
};

/** Most places have one policy, or policies that write different blocks. */
function mayTie({ policies }: GovernedPlace): boolean {
  const written = new Set<string>();
  return policies.size > 1 && [...policies].some(({ object: { spec } }) => [spec.traffic, spec.backend, spec.frontend].some((blocks) =>
    Object.keys(blocks ?? {}).some((name) => name !== 'authorization' && name !== 'phase' && (written.has(name) || !written.add(name)))));
}
