/**
 * What can be wrong with an inline JWK Set. Codes of the catalogue of mistakes:
 *
 * - `J03` not a JWK Set: no JSON, PEM text, a single key, no keys, longer than the API server takes
 * - `J04` a key without `kid`
 * - `J05` private or symmetric key material
 * - `J06` a key of a type, curve or form that agentgateway cannot load or that can verify nothing
 * - `J27` no `alg` that could pin the algorithm
 * - `J31` a weak key: RSA outside 2048 … 8192 bits, a public exponent that is no safe one, or an Ed25519 point of small order
 * - `J32` the certificate in `x5c` is not a certificate of this key
 * - `J33` `use` or `key_ops` say that the key does not verify signatures; agentgateway up to 1.4 lets it all the same
 * - `J34` `alg` contradicts the type or the curve of the key
 * - `J35` one `kid` twice in one set: the last key wins
 */
export type JwksFindingCode = 'J03' | 'J04' | 'J05' | 'J06' | 'J27' | 'J31' | 'J32' | 'J33' | 'J34' | 'J35';

/** What build time can say of an inline JWK Set. The texts never hold key material. */
export interface JwksFinding {
  readonly code: JwksFindingCode;
  /** `error`: the set or one of its keys does not do what it is there for, or publishes a secret. */
  readonly severity: 'error' | 'warning';
  /** Whether protection is lost, as opposed to access. */
  readonly security: boolean;
  readonly message: string;
  readonly help: string;
  /** JSON Pointer (RFC 6901) into the set; empty for the whole. */
  readonly pointer: string;
  /** Where it is in the text, in UTF-16 code units from 0, so that an editor can point at it. */
  readonly offset?: number;
  /** Where it ends in the text, exclusive, where it begins at an `offset`. */
  readonly end?: number;
}
