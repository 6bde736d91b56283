import { join } from 'node:path';
import { isRemembered, KnownLocations, originOf, rememberOrigin } from '../../src/constructs/support/source-location';
import { everyConstruct } from '../fixtures/apps/every-construct';

/** What remembers, as a construct does, that this line made it. */
function made(): object {
  const object = {};
  rememberOrigin(object);
  return object;
}

function linesOf(objects: readonly object[], known?: KnownLocations): readonly (number | undefined)[] {
  return objects.map((object) => originOf(object, known)?.line);
}

test('of every construct it is known which file and line made it, however many calls lie between', () => {
  const constructs = everyConstruct().node.findAll().filter(isRemembered);
  const files = constructs.map((construct) => `${construct.constructor.name} by ${originOf(construct)?.file}`);

  expect(new Set(constructs.map((construct) => construct.constructor.name))).toContain('McpRoute');
  expect(files.filter((text) => !text.endsWith(` by ${join(__dirname, '../fixtures/apps/every-construct.ts')}`))).toStrictEqual([]);
});

test('what is made in a loop is looked up once', () => {
  const known: KnownLocations = new Map();
  const objects = Array.from({ length: 3 }, () => made());

  expect(new Set(linesOf(objects, known)).size).toBe(1);
  expect(known.size).toBe(1);
});

test('what is made on different lines of the user is told apart where places are shared', () => {
  const objects: object[] = [{}, {}, {}];
  rememberOrigin(objects[0]);
  rememberOrigin(objects[1]);
  rememberOrigin(objects[2]);
  const [first] = linesOf(objects.slice(0, 1));

  expect(linesOf(objects, new Map())).toStrictEqual([first, first! + 1, first! + 2]);
});

test('a runtime that reads stacks in a way of its own does not mix up places', () => {
  const objects: object[] = [{}, {}];
  rememberOrigin(objects[0]);
  rememberOrigin(objects[1]);
  const { prepareStackTrace } = Error;
  Object.defineProperty(Error, 'prepareStackTrace', { get: () => undefined, set: () => undefined, configurable: true });
  try {
    const [one, other] = linesOf(objects, new Map());
    expect(other).toBe(one! + 1);
  } finally {
    Object.defineProperty(Error, 'prepareStackTrace', { value: prepareStackTrace, writable: true, configurable: true });
  }
});
