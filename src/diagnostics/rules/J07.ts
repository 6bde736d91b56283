import { Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { policyExample } from '../examples/policy-example';
import { InspectedJwks } from '../inline-jwks';
import { valuesAt } from '../lookup/values-at';

function twoProviders(first: string, second: string): string {
  const provider = (issuer: string, kid: string, x: string): string => `
    - issuer: ${issuer}
      audiences: [mcp]
      jwks: { inline: '{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"${kid}","alg":"EdDSA","x":"${x}"}]}' }`;
  return policyExample('jwt', 'Gateway', `
traffic:
  jwtAuthentication:
    providers:${provider('https://one.example.com', first, 'lN146FOIDw0yUYfvxvbrvipyZmWJcHx7qipIa3H4zMM')}${
      provider('https://two.example.com', second, '9zzhgvLcfPLDCcvQH8uuZVcaW_A-U32XXCqldcy_0tQ')}
`);
}

/** One `kid` in the key sets of two providers. */
export const J07: DiagnosticRule = {
  code: 'J07',
  title: 'Two providers share a kid',
  severity: 'warning',
  security: true,
  written: 'two providers of one policy whose inline key sets have a key with the same `kid`',
  happens: 'keys are looked up by `kid` over all providers in their order and the first one decides, with its issuer and audiences: every token of the second provider is refused with 401, on every release',
  instead: 'give the keys different `kid`, or attach a policy with one provider to each route',
  triggers: [twoProviders('2026-01', '2026-01')],
  nearMisses: [twoProviders('2026-01', '2026-02')],
  check: ({ keySets }) => setsOfOnePolicy(keySets).flatMap((sets) => {
    const issuers = new Map<string, InspectedJwks>();
    return sets.flatMap((set) => {
      const kids = kidsOf(set.text);
      const clashes = kids.flatMap((kid): RuleFinding[] => {
        const first = issuers.get(kid);
        return first === undefined ? [] : [{
          manifest: set.manifest,
          field: set.field,
          message: `key \`${kid}\` of issuer \`${set.issuer}\` has the \`kid\` of a key of issuer \`${first.issuer}\`, which is found first, so that it is never used`,
          help: 'give the keys different `kid`, or attach a policy with one provider to each route',
        }];
      });
      kids.filter((kid) => !issuers.has(kid)).forEach((kid) => issuers.set(kid, set));
      return clashes;
    });
  }),
};

/** The key sets of each policy that has several: one alone clashes with nothing. */
function setsOfOnePolicy(keySets: readonly InspectedJwks[]): readonly (readonly InspectedJwks[])[] {
  const policies = new Map<Manifest, InspectedJwks[]>();
  for (const set of keySets) {
    const sets = policies.get(set.manifest);
    sets ? sets.push(set) : policies.set(set.manifest, [set]);
  }
  return [...policies.values()].filter(({ length }) => length > 1);
}

function kidsOf(text: string): readonly string[] {
  try {
    return [...new Set(valuesAt(JSON.parse(text), 'keys[].kid').flatMap(({ value }) => typeof value === 'string' ? [value] : []))];
  } catch {
    // what is no JSON is reported by J03
    return [];
  }
}
