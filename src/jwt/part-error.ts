/**
 * A part of a token or of a key set that cannot be decoded.
 *
 * `debug` is the text agentgateway puts between `Error(` and `)`, for example `Base64(InvalidByte(1, 46))`. It stays inside this room:
 * public functions turn it into a `TokenError` or a load error.
 */
export class PartError extends Error {
  constructor(readonly debug: string) {
    super(debug);
  }
}
