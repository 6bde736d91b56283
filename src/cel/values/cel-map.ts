import { CelUint } from './cel-uint';
import type { CelValue } from './cel-value';

/** Keys of a map. An int and a uint of the same size are two keys. */
export type CelKey = string | bigint | boolean | CelUint;

/** A map that keeps the order of insertion. */
export class CelMap {
  static of(entries: Iterable<readonly [CelKey, CelValue]>): CelMap {
    const map = new CelMap();
    for (const [key, value] of entries) map.set(key, value);
    return map;
  }

  private readonly entriesByKey = new Map<string | bigint | boolean, CelValue>();
  private readonly entriesByUint = new Map<bigint, CelValue>();

  /**
   * @param isDocument a JSON object as it came: whole numbers reached by its fields are ints where they fit, while operations
   * that build a new map out of it see uints (agentgateway 1.4)
   */
  constructor(readonly isDocument = false) {}

  get size(): number {
    return this.entriesByKey.size + this.entriesByUint.size;
  }

  set(key: CelKey, value: CelValue): void {
    if (key instanceof CelUint) this.entriesByUint.set(key.value, value);
    else this.entriesByKey.set(key, value);
  }

  get(key: CelKey): CelValue | undefined {
    return key instanceof CelUint ? this.entriesByUint.get(key.value) : this.entriesByKey.get(key);
  }

  /** As `get`, for the key that a field is. */
  field(name: string): CelValue | undefined {
    return this.entriesByKey.get(name);
  }

  has(key: CelKey): boolean {
    return key instanceof CelUint ? this.entriesByUint.has(key.value) : this.entriesByKey.has(key);
  }

  * entries(): IterableIterator<[CelKey, CelValue]> {
    yield* this.entriesByKey;
    for (const [key, value] of this.entriesByUint) yield [new CelUint(key), value];
  }

  * keys(): IterableIterator<CelKey> {
    for (const [key] of this.entries()) yield key;
  }
}
