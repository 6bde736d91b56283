/** An unsigned integer of 64 bits; an int is a plain `bigint`. */
export class CelUint {
  constructor(readonly value: bigint) {}
}
