/** The public members that make a key, as written (base64url). */
export type KeyParameters =
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'EC'; readonly crv: Curve; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: Curve; readonly x: string }
  | { readonly kty: 'oct' };

/** Curves that agentgateway's token library can name; only P-256, P-384 and Ed25519 verify anything. */
export type Curve = 'P-256' | 'P-384' | 'P-521' | 'Ed25519';

/** A JSON Web Key (RFC 7517 §4) as agentgateway reads it: what is wrong in form is refused, what is unknown is passed over. */
export interface Jwk {
  readonly kid?: string;
  readonly use?: string;
  readonly keyOps?: readonly string[];
  readonly alg?: string;
  readonly x5c?: readonly string[];
  readonly parameters: KeyParameters;
}
