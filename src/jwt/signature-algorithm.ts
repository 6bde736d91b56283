/** Names of `alg` that agentgateway's token library knows, in the order of its messages; ES512 is not among them. */
export const SIGNATURE_ALGORITHMS = [
  'HS256', 'HS384', 'HS512', 'ES256', 'ES384', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA',
] as const;

/** An `alg` that a token may name (RFC 7518 §3.1, RFC 8037 §3.1). The HMAC ones are known and never verified: no key of a set can be symmetric. */
export type SignatureAlgorithm = typeof SIGNATURE_ALGORITHMS[number];
