import type { CelHeaders } from './cel-headers';
import type { CelMap } from './cel-map';
import type { CelCidr, CelIp } from './cel-network';
import type { CelDuration, CelTimestamp } from './cel-time';
import type { CelUint } from './cel-uint';

/**
 * A value of the expression language: `bigint` is int, `number` is double, an array is a list.
 * Numbers inside a list that came from JSON are uint or negative int, as agentgateway 1.4 reads them.
 */
export type CelValue =
  | null
  | boolean
  | string
  | bigint
  | CelUint
  | number
  | Uint8Array
  | readonly CelValue[]
  | CelMap
  | CelTimestamp
  | CelDuration
  | CelIp
  | CelCidr
  | CelOptional
  | CelType
  | CelHeaders
  | CelQuery
  | CelSecret;

/** A type as a value: `type(1)`, `int`. */
export class CelType {
  constructor(readonly name: string) {}
}

/** `optional.of(value)`, or `optional.none()` where `value` is undefined. */
export class CelOptional {
  constructor(readonly value: CelValue | undefined) {}
}

/** `request.uri` and `request.pathAndQuery`: a string with accessors for its query. */
export class CelQuery {
  constructor(readonly text: string) {}
}

/** A token or key: `<redacted>` for everything but `.unredacted()`. */
export class CelSecret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  unredacted(): string {
    return this.#text;
  }
}
