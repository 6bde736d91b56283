import { isDeepStrictEqual } from 'node:util';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { fieldsAt, PlacedField } from '../lookup/fields-at';
import { onePerField } from '../lookup/one-per-field';
import { GovernedPlace, policiesByPlace } from '../lookup/policies-by-place';
import { textOfPlace } from '../lookup/text-of-place';

const SECOND = jwtExample({ issuer: 'https://other.example.com' }).replace('name: jwt,', 'name: jwt-2,');

/** Two policies that set one field at one place. */
export const T12: DiagnosticRule = {
  code: 'T12',
  title: 'Two policies of one target set the same field',
  severity: 'error',
  security: true,
  written: 'for example `traffic.jwtAuthentication` in two policies on one Gateway',
  happens: 'one of them holds, and which one is undefined and may change with a restart, on every release; their values are not put together. Authorization is the exception: its rules are',
  instead: 'write both into one policy (several `providers`, for example), or give the policies different targets',
  triggers: [gatewayExample(jwtExample(), SECOND)],
  nearMisses: [
    gatewayExample(jwtExample(), SECOND.replace('traffic:', 'traffic:\n    phase: PreRouting')),
    gatewayExample(jwtExample(), jwtExample({ target: 'HTTPRoute' }).replace('name: jwt,', 'name: jwt-2,')),
  ],
  check: (subject) => onePerField([...policiesByPlace(subject).values()].flatMap((governed) => {
    if (!mayTie(governed)) {
      return [];
    }
    const first = new Map<string, PlacedField>();
    return fieldsAt(governed).filter(({ field }) => field.at(-1) !== 'authorization').flatMap((field): RuleFinding[] => {
      const name = `${field.part} ${field.name}`;
      const winner = first.get(name);
      if (!winner) {
        first.set(name, field);
        return [];
      }
      return isDeepStrictEqual(winner.value, field.value) ? [] : [{
        manifest: field.policy,
        field: field.field,
        message: `policy \`${winner.policy.object.metadata.name}\` sets \`${field.name}\` on ${textOfPlace(field.place)} too: which of the two holds is undefined`,
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
