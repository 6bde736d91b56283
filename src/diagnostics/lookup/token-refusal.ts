import { createHash } from 'node:crypto';
import { compileExpression, parseJson } from '../../cel';
import { describeToken, isTokenError, KeySet, loadJwks, TokenError, verifyTokenSync } from '../../jwt';
import { TargetVersion } from '../../manifest';
import { ExpectedToken } from '../expected-token';
import { JwtPolicyManifest } from './jwt-policies';

/** Why a token would be refused, and the way out. Neither holds any value of a claim. */
export interface TokenRefusal {
  readonly reason: string;
  readonly help: string;
}

/** A name for a token in messages that does not give it away. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 12);
}

/**
 * Why a release would refuse a token, by the key sets in the manifest; nothing where it would accept it. The clock has no say: the token is judged
 * as of the second in which it was issued (`iat`), or else of its last (`exp`), so that a sample in a repository holds for ever or never.
 */
export function tokenRefusal({ token, requirement }: ExpectedToken, jwt: JwtPolicyManifest['jwt'], version: TargetVersion): TokenRefusal | undefined {
  const providers = jwt.providers.map(({ issuer, audiences, jwks }): KeySet => {
    const loaded = loadJwks(jwks.inline ?? '{"keys":[]}', { profile: version });
    return { issuer, audiences, keys: 'keys' in loaded ? loaded.keys : new Map() };
  });
  const description = describeToken(token);
  const { iat, exp = 0 } = isTokenError(description) ? {} : description.times;
  const verified = verifyTokenSync(token, providers, { now: iat ?? exp, profile: version });
  if (isTokenError(verified)) {
    return refusalOf(verified, isTokenError(description) ? {} : JSON.parse(description.header) as Header, providers);
  }
  const holds = requirement === undefined || compileExpression(requirement, { mode: 'faithful' }).matches({ jwt: parseJson(verified.payloadText) });
  return holds ? undefined : {
    reason: `\`${requirement}\`, which stands guard beside the policy, does not hold for it`,
    help: 'have the issuer set `iss` and `aud`; releases before `main` take tokens without them, so the guard does not',
  };
}

const WHOLE = 'give the token as its issuer sends it, without `Bearer `';

interface Header {
  readonly kid?: unknown;
  readonly alg?: unknown;
}

/** By agentgateway's name of the error, as it stands in the text of a refusal; any other means that a part does not decode. */
function refusalOf({ kind, text }: TokenError, header: Header, providers: readonly KeySet[]): TokenRefusal {
  const [, error = '', claim = ''] = /Error\((\w+)(?:\("(\w+)"\))?/.exec(text) ?? [];
  const owner = providers.find(({ keys }) => typeof header.kid === 'string' && keys.has(header.kid));
  const kid = `key \`${inOneLine(header.kid)}\``;
  switch (kind === 'Invalid' ? error : kind) {
    case 'MissingKeyId':
      return { reason: 'its header has no `kid`', help: 'have the issuer name its key; agentgateway finds it by `kid` alone' };
    case 'UnknownKeyId':
      return {
        reason: `no inline key set of the policy has its ${kid}`,
        help: `${knownKeys(providers)}; give the key set that the issuer signs with now`,
      };
    case 'InvalidAlgorithm':
    case 'InvalidKeyFormat':
      return { reason: `it is signed with \`${inOneLine(header.alg)}\`, which ${kid} may not be used with`, help: 'set `alg` of the key to what the issuer signs with' };
    case 'InvalidSignature':
      return { reason: `its signature is not that of ${kid}`, help: 'give the whole token, and the key that signed it' };
    case 'ExpiredSignature':
      return { reason: 'it expired before it was issued', help: 'have the issuer set `exp` to a later time than `iat`' };
    case 'InvalidIssuer':
      return { reason: `its \`iss\` is not \`${owner?.issuer}\`, whose key signed it`, help: 'write `issuer` as the token has it, character for character' };
    case 'InvalidAudience':
      return {
        reason: `its \`aud\` names none of ${listOf(owner?.audiences ?? [])}`,
        help: 'if it is meant for this gateway, add what its `aud` says to `audiences`',
      };
    case 'MissingRequiredClaim':
      return { reason: `it has no usable \`${claim}\``, help: `have the issuer set \`${claim}\`` };
    case 'InvalidHeader':
      return { reason: 'it has not the three parts of a JWT, or its header does not decode', help: WHOLE };
    default:
      return { reason: 'its payload or its signature does not decode', help: WHOLE };
  }
}

function knownKeys(providers: readonly KeySet[]): string {
  const known = providers.flatMap(({ keys }) => [...keys.keys()]);
  return known.length === 0 ? 'they have no key that loads' : `they have ${listOf(known)}`;
}

/** The header says what it likes. */
function inOneLine(value: unknown): string {
  return JSON.stringify(String(value)).slice(1, -1);
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
