/**
 * Where a request carries its token, by the names of the custom resource. The default of the resource is the header `Authorization` with the
 * prefix `Bearer `, the space included.
 */
export type TokenLocation =
  | { readonly header: { readonly name: string; readonly prefix?: string } }
  | { readonly queryParameter: { readonly name: string } }
  | { readonly cookie: { readonly name: string } };

/** The parts of a request that may carry a token. */
export interface TokenCarrier {
  /** Headers in order; names in any case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Query as sent, without the question mark; empty where there is none. */
  readonly query: string;
}
