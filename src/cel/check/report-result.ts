import type { CelAst } from '../ast';
import { Checker, textOf } from './checker';
import { places, ResultUse } from '../environment/place';
import { canBe, Kind, Type, withoutKinds, canHaveKind } from '../environment/type';
import { printType } from '../environment/type-text';

/** What a place can use of a result, and what happens to the rest. */
const uses: Readonly<Record<ResultUse, { readonly kinds: readonly Kind[]; readonly otherwise: string; readonly help: string } | undefined>> = {
  bool: { kinds: ['bool'], otherwise: 'only a bool can be true', help: 'write a condition, as a comparison' },
  descriptor: {
    kinds: ['string', 'bool', 'int', 'uint', 'bytes'],
    otherwise: 'only a plain value is used, and the whole descriptor is dropped for any other',
    help: 'wrap it in `string(…)`, or take one plain value of it',
  },
  cost: { kinds: ['int', 'uint', 'map', 'object'], otherwise: 'only a whole number is a cost', help: 'write a whole number that is not negative' },
  headerOrBody: undefined,
  duration: { kinds: ['duration', 'int', 'uint', 'double'], otherwise: 'only a duration or a number of milliseconds is a delay', help: 'write `duration("…")`' },
  probability: { kinds: ['bool', 'int', 'uint', 'double'], otherwise: 'only a bool or a number decides', help: 'write a condition or a number between 0 and 1' },
  value: undefined,
};

/** Whether nothing the expression can yield is of use at its place. */
export function isDead(checker: Checker, type: Type): boolean {
  const use = places[checker.place].result;
  const kinds = uses[use]?.kinds;
  return use === 'bool' ? !canBe(type, true) : kinds ? !canHaveKind(type, ...kinds) : type.length === 0;
}

/** Reports a result that its place cannot use. */
export function reportResult(checker: Checker, node: CelAst, type: Type): void {
  const use = uses[places[checker.place].result];
  if (!use || type.length === 0) {
    return;
  }
  const unusable = withoutKinds(type, ...use.kinds);
  const text = textOf(checker, node);
  if (unusable.length === type.length) {
    checker.drafts.push({
      code: 'A18',
      severity: 'kills',
      security: checker.place === 'rateLimitDescriptor',
      range: node.range,
      message: `\`${text}\` is ${printType(type)}, but in ${places[checker.place].title} ${use.otherwise}`,
      help: type.every(({ kind }) => kind === 'query' || kind === 'secret') ? `write \`string(${text})\`` : use.help,
      ...(type.every(({ kind }) => kind === 'query' || kind === 'secret') ? { edit: { range: node.range, text: `string(${text})` } } : {}),
    });
  }
}
