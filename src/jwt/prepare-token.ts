import type { KeyObject } from 'node:crypto';
import { decodeBase64Url } from './decode-base64-url';
import type { KeySet } from './key-set';
import { PartError } from './part-error';
import type { Profile } from './profile';
import { readTokenHeader } from './read-token-header';
import { rustDebugString } from './rust-debug-string';
import type { SignatureAlgorithm } from './signature-algorithm';
import { invalidHeader, invalidToken, type TokenError } from './token-error';
import type { TokenHeader } from './token-header';
import type { VerificationKey } from './verification-key';

/** A token longer than this, in bytes, is refused unread; agentgateway bounds it only by the size of a request head. */
export const TOKEN_LIMIT = 65_536;

/** A token of which all is known but whether the signature and the claims hold. */
export interface PreparedToken {
  /** Whose key it is; its issuer and audiences apply, whatever the token says. */
  readonly provider: KeySet;
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly publicKey: KeyObject;
  readonly headerPart: string;
  readonly payloadPart: string;
  readonly signaturePart: string;
  /** `signaturePart`, decoded. */
  readonly signature: Buffer;
}

const FAMILY_OF_TYPE: Readonly<Record<VerificationKey['type'], RegExp>> = { RSA: /^[RP]S/, EC: /^ES/, OKP: /^EdDSA$/ };

/**
 * Everything that agentgateway checks of a token before the signature, in its order and with its texts: three parts, header, `kid`, key,
 * algorithm. The first provider that owns the `kid` decides; the token's issuer has no say, and there is no second try.
 */
export function prepareToken(
  token: string, providers: readonly KeySet[], options: { readonly profile: Profile },
): PreparedToken | TokenError {
  const bytes = Buffer.from(token);
  const signatureDot = bytes.lastIndexOf('.');
  const payloadDot = signatureDot > 0 ? bytes.lastIndexOf('.', signatureDot - 1) : -1;
  if (bytes.length > TOKEN_LIMIT || payloadDot === -1) {
    return invalidHeader({ debug: 'InvalidToken' });
  }
  const headerBytes = bytes.subarray(0, payloadDot);
  const header = attempt(() => readTokenHeader(headerBytes), invalidHeader);
  if ('text' in header) {
    return header;
  }
  if (header.critical && options.profile === 'strict') {
    // RFC 7515 §4.1.11: what must be understood and is not makes the token invalid
    return { kind: 'InvalidHeader', text: 'the token header is malformed: it names critical parameters that are not supported' };
  }
  const owner = findKey(header, providers);
  if ('text' in owner) {
    return owner;
  }
  const { key, provider } = owner;
  if (!key.algorithms.includes(header.alg)) {
    return invalidToken({ debug: 'InvalidAlgorithm' });
  }
  if (!FAMILY_OF_TYPE[key.type].test(header.alg)) {
    return invalidToken({ debug: 'InvalidKeyFormat' });
  }
  const signatureBytes = bytes.subarray(signatureDot + 1);
  const signature = attempt(() => decodeBase64Url(signatureBytes), invalidToken);
  if (!Buffer.isBuffer(signature)) {
    return signature;
  }
  const publicKey = key.publicKeys.get(header.alg);
  if (publicKey === undefined) {
    return invalidToken({ debug: 'InvalidSignature' });
  }
  return {
    provider,
    kid: key.kid,
    alg: header.alg,
    publicKey,
    headerPart: headerBytes.toString(),
    payloadPart: bytes.toString('utf8', payloadDot + 1, signatureDot),
    signaturePart: signatureBytes.toString(),
    signature,
  };
}

function findKey(header: TokenHeader, providers: readonly KeySet[]): { readonly key: VerificationKey; readonly provider: KeySet } | TokenError {
  if (header.kid === undefined) {
    return { kind: 'MissingKeyId', text: 'the token header does not specify a `kid`' };
  }
  for (const provider of providers) {
    const key = provider.keys.get(header.kid);
    if (key !== undefined) {
      return { key, provider };
    }
  }
  return { kind: 'UnknownKeyId', text: `token uses the unknown key ${rustDebugString(header.kid)}` };
}

function attempt<T>(decode: () => T, refuse: (error: PartError) => TokenError): T | TokenError {
  try {
    return decode();
  } catch (error) {
    if (error instanceof PartError) {
      return refuse(error);
    }
    throw error;
  }
}
