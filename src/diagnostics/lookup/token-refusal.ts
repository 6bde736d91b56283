import { createHash } from 'node:crypto';
import { compileExpression, parseJson } from '../../cel';
import {
  describeToken, describeTokenHeader, inferredAlgorithms, isTokenError, KeySet, loadJwks, TokenError, TokenHeaderDescription, VerificationKey,
  verifyTokenSync,
} from '../../jwt';
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
    const header = describeTokenHeader(token);
    return header !== undefined && verified.kind === 'Invalid' && isTokenError(description)
      // the signature, which is verified first, fails for the same reason
      ? { reason: 'its payload does not decode', help: WHOLE }
      : refusalOf(verified, header, providers, version);
  }
  const holds = requirement === undefined || compileExpression(requirement, { mode: 'faithful' }).matches({ jwt: parseJson(verified.payloadText) });
  return holds ? undefined : {
    reason: `\`${requirement}\`, which stands guard beside the policy, does not hold for it`,
    help: 'have the issuer set `iss` and `aud`; releases before `main` take tokens without them, so the guard does not',
  };
}

const WHOLE = 'give the token as its issuer sends it, without `Bearer `';

/** By agentgateway's name of the error, as it stands in the text of a refusal; any other means that a part does not decode. */
function refusalOf(
  { kind, text }: TokenError, header: TokenHeaderDescription | undefined, providers: readonly KeySet[], version: TargetVersion,
): TokenRefusal {
  const { kid: name = '', alg = '', fault } = header ?? {};
  const [, error = '', claim = ''] = /Error\((\w+)(?:\("(\w+)"\))?/.exec(text) ?? [];
  const owner = providers.find(({ keys }) => keys.has(name));
  const kid = `key \`${inOneLine(name)}\``;
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
      return algorithmRefusal(alg, kid, owner?.keys.get(name), version);
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
      return fault ? headerRefusal(fault, alg, providers) : { reason: 'it has not the three parts of a JWT, or its header does not decode', help: WHOLE };
    default:
      return { reason: 'its payload or its signature does not decode', help: WHOLE };
  }
}

/** Why the key that a token names does not verify its algorithm. */
function algorithmRefusal(alg: string, kid: string, key: VerificationKey | undefined, version: TargetVersion): TokenRefusal {
  const verified = algorithmsOf(key ? [key] : []);
  if (alg.startsWith('HS')) {
    return {
      reason: `it is signed with \`${alg}\`, by a shared secret, and agentgateway verifies with public keys alone`,
      help: `have the issuer sign with a private key; ${kid} verifies ${verified}`,
    };
  }
  return {
    reason: `it is signed with \`${inOneLine(alg)}\`, which ${kid} may not be used with`,
    // an algorithm of another key type would contradict the key
    help: key?.type === 'RSA' && inferredAlgorithms('RSA', version).some((fitting) => fitting === alg)
      ? 'set `alg` of the key to what the issuer signs with'
      : `give the key that the issuer signs with; this one verifies ${verified}`,
  };
}

/** Why agentgateway does not read the header of a token, although it is a JSON object. */
function headerRefusal({ member, problem }: NonNullable<TokenHeaderDescription['fault']>, alg: string, providers: readonly KeySet[]): TokenRefusal {
  const name = `\`${inOneLine(member)}\``;
  const verified = `the keys of the policy verify ${algorithmsOf(providers.flatMap(({ keys }) => [...keys.values()]))}`;
  switch (problem) {
    case 'missing':
      return { reason: `its header has no ${name}`, help: `have the issuer name its algorithm there; ${verified}` };
    case 'repeated':
      return { reason: `its header has ${name} more than once`, help: `have the issuer write ${name} once` };
    case 'unknown':
      return /^none$/i.test(alg)
        ? { reason: `its ${name} is \`${alg}\`, so it is not signed`, help: `have the issuer sign it; ${verified}` }
        : { reason: `it is signed with \`${inOneLine(alg)}\`, which agentgateway does not know`, help: `have the issuer sign with another algorithm; ${verified}` };
    default:
      return {
        reason: `${name} in its header is ${problem}, so that agentgateway takes the whole header for malformed`,
        help: member === 'alg' ? `have the issuer name its algorithm there; ${verified}` : `have the issuer correct ${name}, or leave it out of the header`,
      };
  }
}

function algorithmsOf(keys: readonly VerificationKey[]): string {
  const algorithms = new Set(keys.flatMap(({ publicKeys }) => [...publicKeys.keys()]));
  return algorithms.size === 0 ? 'nothing' : listOf([...algorithms]);
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
