/** Where a value stands in the text: byte offsets, `end` exclusive. */
interface Located {
  readonly start: number;
  readonly end: number;
}

/** A member of a JSON object; a name that occurs twice is there twice. */
export interface JsonMember {
  readonly name: string;
  /** Byte offset of the name's opening quote. */
  readonly nameStart: number;
  /** Byte offset of the colon behind the name. */
  readonly colon: number;
  readonly value: JsonNode;
}

/**
 * A JSON value with its place in the text. Numbers keep their text, objects the order and the repetition of their members, so that nothing
 * that an attacker wrote is lost or lands on a prototype.
 */
export type JsonNode =
  | Located & { readonly kind: 'null' }
  | Located & { readonly kind: 'boolean'; readonly value: boolean }
  | Located & { readonly kind: 'number'; readonly text: string }
  | Located & { readonly kind: 'string'; readonly value: string }
  | Located & { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | JsonObject;

export type JsonObject = Located & { readonly kind: 'object'; readonly members: readonly JsonMember[] };
