import { oncePer } from './once-per';
import { PlacedValue, valuesAt } from './values-at';
import { Manifest, manifestsOfKind } from '../../manifest';

/** A value of a block of a policy. */
export interface PlacedBlock extends PlacedValue {
  readonly manifest: Manifest;
}

/** The policies that write a block, by its path: most blocks stand in few policies, and many rules ask for them. */
const policiesByBlock = oncePer((manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> => {
  const found = new Map<string, Manifest[]>();
  for (const manifest of manifestsOfKind(manifests, 'AgentgatewayPolicy')) {
    const { traffic, backend, frontend } = manifest.object.spec;
    for (const [section, blocks] of [['traffic', traffic], ['backend', backend], ['frontend', frontend]] as const) {
      for (const name of blocks ? Object.keys(blocks) : []) {
        const path = `spec.${section}.${name}`;
        const policies = found.get(path);
        policies ? policies.push(manifest) : found.set(path, [manifest]);
      }
    }
  }
  return found;
});

/**
 * A block of policies that can be written directly, or once for each condition: all that are written. `block` is its path, as `spec.traffic.extAuth`,
 * and `part` what is wanted of it, as a pattern of {@link valuesAt}.
 */
export function blocksAt(manifests: readonly Manifest[], block: string, part?: string): readonly PlacedBlock[] {
  const patterns = [block, `${block}.conditional[].policy`].map((pattern) => part === undefined ? pattern : `${pattern}.${part}`);
  return (policiesByBlock(manifests).get(block) ?? []).flatMap((manifest) => patterns.flatMap((pattern) =>
    valuesAt(manifest.object, pattern).map(({ field, value }) => ({ manifest, field, value }))));
}
