import { CelHeaders } from './cel-headers';
import { CelMap } from './cel-map';
import { CelUint } from './cel-uint';
import { CelQuery, CelSecret, CelValue } from './cel-value';

/** What functions and operators see instead of a view: a string for a URL or secret, a map for headers. */
export function plainValue(value: CelValue): CelValue {
  if (value instanceof CelQuery) return value.text;
  if (value instanceof CelSecret) return '<redacted>';
  return value instanceof CelHeaders ? value.toMap() : value;
}

/**
 * The value as it becomes part of a new map or list: views are resolved and the whole numbers of a JSON object that are not
 * negative turn into uints (agentgateway 1.4).
 */
export function materialized(value: CelValue): CelValue {
  const plain = plainValue(value);
  if (plain instanceof CelMap) return plain.isDocument ? materializedMap(plain) : plain;
  if (Array.isArray(plain)) {
    return plain.some((element) => element instanceof CelMap && element.isDocument) ? (plain as CelValue[]).map(materialized) : plain;
  }
  return plain;
}

// documents do not change, and a loop may ask for the same one again and again
const materializedMaps = new WeakMap<CelMap, CelMap>();

function materializedMap(document: CelMap): CelMap {
  const known = materializedMaps.get(document);
  if (known) return known;
  const map = new CelMap();
  materializedMaps.set(document, map);
  for (const [key, value] of document.entries()) map.set(key, materializedElement(value));
  return map;
}

/** A whole number as agentgateway reads it inside a list or a new map. */
export function materializedElement(value: CelValue): CelValue {
  return typeof value === 'bigint' && value >= 0n ? new CelUint(value) : materialized(value);
}
