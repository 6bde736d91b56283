import { spend } from './budget';
import type { Evaluate, Frame } from './code';
import { needBool, noOverload } from './need-bool';
import { stored } from './operators';
import type { CelMacro } from '../ast';
import { CelHeaders, CelMap, CelValue } from '../values';

interface LoopBody {
  /** Where the element goes. */
  readonly slot: number;
  readonly size: number;
  readonly body: Evaluate;
  readonly filter?: Evaluate;
}

type Loop = (elements: readonly CelValue[], frame: Frame, loop: LoopBody) => CelValue;

/** An error in the body ends the loop, even if another element would decide. */
export const LOOPS: Readonly<Record<CelMacro['macro'], Loop>> = {
  all: (elements, frame, loop) => !some(elements, frame, loop, false),
  exists: (elements, frame, loop) => some(elements, frame, loop, true),
  exists_one: existsOne,
  existsOne,
  filter: (elements, frame, loop) => elements.filter((element) => holds(element, frame, loop)),
  map: (elements, frame, { slot, size, body, filter }) => {
    const mapped: CelValue[] = [];
    for (const element of elements) {
      spend(size);
      frame.locals[slot] = element;
      if (!filter || needBool(filter(frame))) mapped.push(stored(body(frame)));
    }
    return mapped;
  },
};

function some(elements: readonly CelValue[], frame: Frame, { slot, size, body }: LoopBody, wanted: boolean): boolean {
  for (let index = 0; index < elements.length; index++) {
    spend(size);
    frame.locals[slot] = elements[index];
    if (needBool(body(frame)) === wanted) return true;
  }
  return false;
}

function existsOne(elements: readonly CelValue[], frame: Frame, loop: LoopBody): boolean {
  return elements.filter((element) => holds(element, frame, loop)).length === 1;
}

function holds(element: CelValue, frame: Frame, { slot, size, body }: LoopBody): boolean {
  spend(size);
  frame.locals[slot] = element;
  return needBool(body(frame));
}

/** What a macro runs over: the elements of a list, the keys of a map. */
export function elementsOf(receiver: CelValue): readonly CelValue[] {
  if (Array.isArray(receiver)) return receiver as CelValue[];
  if (receiver instanceof CelMap) {
    spend(receiver.size);
    return [...receiver.keys()];
  }
  if (receiver instanceof CelHeaders) return [...receiver.names()];
  throw noOverload();
}
