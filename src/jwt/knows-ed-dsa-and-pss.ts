import type { Profile } from './profile';

/** Read in 0.11.1. */
const RELEASES_WITHOUT: readonly Profile[] = ['0.10', '0.11'];

/** Whether the token check loads Ed25519 keys, and accepts RSASSA-PSS with RSA keys that have no `alg`. */
export function knowsEdDsaAndPss(profile: Profile): boolean {
  return !RELEASES_WITHOUT.includes(profile);
}
