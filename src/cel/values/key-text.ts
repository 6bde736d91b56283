import { CelKey } from './cel-map';
import { CelUint } from './cel-uint';

/** The name that a key has in JSON. */
export function keyText(key: CelKey): string {
  return key instanceof CelUint ? key.value.toString() : key.toString();
}
