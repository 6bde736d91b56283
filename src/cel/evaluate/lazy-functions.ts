import { spend } from './budget';
import type { Code, Frame } from './code';
import { unexpectedType } from './functions/function-compiler';
import { needBool } from './need-bool';
import { stored } from './operators';
import { CelMap, CelValue } from '../values';

/** Steps for adding a member to a map. */
const MEMBER_COST = 4;

type LazyFunction = (body: Code, slot: number) => (receiver: CelValue, frame: Frame) => CelValue;

/** What runs its expression for a name that it binds; `body` is compiled, and `slot` is where the value of the name goes. */
export const LAZY_FUNCTIONS: ReadonlyMap<string, LazyFunction> = new Map<string, LazyFunction>([
  ['with', (body, slot) => (receiver, frame) => {
    frame.locals[slot] = receiver;
    return body.run(frame);
  }],
  ['mapValues', (body, slot) => (receiver, frame) => {
    const map = new CelMap();
    for (const [key, value] of needMap(receiver).entries()) {
      spend(body.size + MEMBER_COST);
      frame.locals[slot] = value;
      map.set(key, stored(body.run(frame)));
    }
    return map;
  }],
  ['filterKeys', (body, slot) => (receiver, frame) => {
    const map = new CelMap();
    for (const [key, value] of needMap(receiver).entries()) {
      spend(body.size + MEMBER_COST);
      frame.locals[slot] = key;
      if (needBool(body.run(frame))) map.set(key, value);
    }
    return map;
  }],
]);

function needMap(value: CelValue): CelMap {
  const map = stored(value);
  return map instanceof CelMap ? map : unexpectedType(value, 'map');
}
