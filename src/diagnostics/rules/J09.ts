import { AuthorizationRule, EffectiveGateway, JwtMode } from '../../gateway';
import { Manifest } from '../../manifest';
import { DiagnosticRule, RuleFinding } from '../diagnostic-rule';
import { authorizationExample } from '../examples/authorization-example';
import { gatewayExample } from '../examples/gateway-example';
import { jwtExample } from '../examples/jwt-example';
import { jwtPolicies } from '../lookup/jwt-policies';
import { refuseWithout } from '../lookup/refuse-without';

/** Claims that are compared only where a token has them. */
export const J09: DiagnosticRule = {
  code: 'J09',
  title: 'A token without issuer or audience passes',
  severity: 'warning',
  security: true,
  written: '`issuer` and `audiences`, and no rule that asks for the claims `iss` and `aud`',
  happens: 'agentgateway up to 1.4 compares the claims only where the token has them: a token of the same key without `iss` or `aud` passes; newer releases refuse it',
  instead: 'add a Require `has(jwt.iss) && has(jwt.aud)` (since 1.1), or better one that compares both, because a number passes as well; `JwtPolicy` does so by itself',
  triggers: [gatewayExample(jwtExample()), jwtExample({ traffic: ['authorization: { policy: { matchExpressions: [\'jwt.sub == "alice"\'] } }'] })],
  nearMisses: [
    gatewayExample(jwtExample(), authorizationExample('http', 'Require', 'has(jwt.iss) && has(jwt.aud)')),
    jwtExample({ traffic: ['authorization: { policy: { matchExpressions: [\'jwt.iss == "https://idp.example.com" && "mcp" in jwt.aud\'] } }'] }),
    jwtExample({ provider: [], traffic: ['authorization: { action: Require, policy: { matchExpressions: [has(jwt.iss)] } }'] }),
  ],
  check: ({ manifests, gateway, expressions, targetVersion }) => {
    if (targetVersion === 'main') {
      return [];
    }
    const pools = poolsByPolicy(gateway);
    return jwtPolicies(manifests).flatMap(({ manifest, field, jwt }): RuleFinding[] => {
      // a policy that governs nothing here is judged by what it says itself
      const judged = pools.get(manifest) ?? [[expressions
        .filter((expression) => expression.manifest === manifest && expression.place === 'httpAuthorization')
        .map(({ action = 'Allow', text }) => ({ mode: action, expression: text }))]];
      const refused = (claim: string, issuer?: string): boolean => judged.every((phases) => phases.some((rules) => refuseWithout(rules, ['jwt', claim], issuer)));
      const missing = [
        ...refused('iss') ? [] : ['iss'],
        // only providers with `audiences` ask for the claim
        ...jwt.providers.every(({ audiences, issuer }) => !audiences || refused('aud', issuer)) ? [] : ['aud'],
      ];
      return missing.length === 0 ? [] : [{
        manifest,
        field,
        message: `a token without ${missing.map((claim) => `\`${claim}\``).join(' or without ')} passes: agentgateway \`${targetVersion}\` compares the claim only `
          + 'where the token has it',
        help: `add a Require \`${requirement(missing, jwt.mode)}\` beside it`,
      }];
    });
  },
};

function requirement(claims: readonly string[], mode: JwtMode = 'Strict'): string {
  const present = claims.map((claim) => `has(jwt.${claim})`).join(' && ');
  return mode === 'Strict' ? present : `jwt == null || ${claims.length > 1 ? `(${present})` : present}`;
}

/** The rules of both phases on every route rule that a policy authenticates. */
function poolsByPolicy({ listeners }: EffectiveGateway): ReadonlyMap<Manifest, readonly (readonly (readonly AuthorizationRule[])[])[]> {
  const pools = new Map<Manifest, (readonly (readonly AuthorizationRule[])[])[]>();
  for (const { preRouting, routes } of listeners) {
    for (const { traffic } of routes.flatMap(({ rules }) => rules)) {
      const policy = (traffic.jwt ?? preRouting.jwt)?.manifest;
      if (policy) {
        const ofPolicy = pools.get(policy) ?? [];
        pools.set(policy, ofPolicy);
        ofPolicy.push([preRouting.authorization, traffic.authorization]);
      }
    }
  }
  return pools;
}
