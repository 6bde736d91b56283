import { ObjectKey } from './effective-gateway';

/** Values by the namespace and name of an object. A text of both for every look-up would cost more than the two look-ups. */
export class ObjectMap<T> {
  private readonly byNamespace = new Map<string, Map<string, T>>();

  /** Of two values for one key, the later one is kept. */
  constructor(entries: readonly (readonly [ObjectKey, T])[] = []) {
    for (const [key, value] of entries) this.set(key, value);
  }

  get({ namespace, name }: ObjectKey): T | undefined {
    return this.byNamespace.get(namespace)?.get(name);
  }

  set({ namespace, name }: ObjectKey, value: T): void {
    const byName = this.byNamespace.get(namespace);
    byName ? byName.set(name, value) : this.byNamespace.set(namespace, new Map([[name, value]]));
  }

  /** Namespace by namespace. */
  values(): readonly T[] {
    return [...this.byNamespace.values()].flatMap((byName) => [...byName.values()]);
  }
}
