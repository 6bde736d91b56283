import { HeaderModifier } from '../gateway';

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Applies a header modifier in Gateway API's order: set, add, remove. Names compare without regard to case. */
export function modifyHeaders(headers: HeaderList, modifier: HeaderModifier): HeaderList {
  let result = headers;
  for (const [name, value] of modifier.set) {
    result = [...without(result, name), [name.toLowerCase(), value]];
  }
  for (const [name, value] of modifier.add) {
    result = [...result, [name.toLowerCase(), value]];
  }
  for (const name of modifier.remove) {
    result = without(result, name);
  }
  return result;
}

function without(headers: HeaderList, name: string): HeaderList {
  return headers.filter(([given]) => given.toLowerCase() !== name.toLowerCase());
}
