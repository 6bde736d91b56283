import { filterLists } from '../../../src/proxy/mcp/filter-lists';
import type { ListMember } from '../../../src/proxy/mcp/methods';

const onlyEcho = ({ kind, name }: { kind: string; name: string }): boolean => kind === 'tool' && name === 'echo';
const filtered = (value: unknown, member?: ListMember): unknown => JSON.parse(filterLists(JSON.stringify(value), member, onlyEcho));
const answer = (result: unknown): unknown => ({ jsonrpc: '2.0', id: 1, result });

describe('filtering a list', () => {
  test('keeps what the client may know of, in order, and drops the cursor', () => {
    expect(filtered(answer({ tools: [{ name: 'add' }, { name: 'echo', title: 'Echo' }], nextCursor: 'x', other: 1 }), 'tools'))
      .toEqual(answer({ tools: [{ name: 'echo', title: 'Echo' }], other: 1 }));
  });

  test.each([
    ['without a name', { tools: [{}, { name: 5 }, null, 'echo', ['echo']] }],
    ['in an object instead of a list', { tools: { name: 'secret' } }],
    ['as a text', { tools: 'secret' }],
  ])('shows nothing %s', (_, result) => {
    expect(filtered(answer(result), 'tools')).toEqual(answer({ tools: [] }));
  });

  test('reads a repeated member as the client is going to read it', () => {
    const text = '{"jsonrpc":"2.0","id":1,"result":{"tools":[]},"result":{"tools":[{"name":"secret"}]}}';
    expect(JSON.parse(filterLists(text, 'tools', onlyEcho))).toEqual(answer({ tools: [] }));
  });

  test('filters every answer of a batch', () => {
    expect(filtered([answer({ tools: [{ name: 'secret' }] }), { method: 'x' }])).toEqual([answer({ tools: [] }), { method: 'x' }]);
  });

  test('leaves other messages as they are, byte for byte', () => {
    const text = '{ "jsonrpc":"2.0", "method":"notifications/progress", "params":{"n":1.0,"tools":[{"name":"secret"}]} }';
    expect(filterLists(text, 'tools', onlyEcho)).toBe(text);
  });

  test('filters resources by URI, templates by their text and prompts by name, whatever was asked, in a stream taken up again', () => {
    expect(filtered(answer({ resources: [{ uri: 'a' }] }))).toEqual(answer({ resources: [] }));
    expect(filtered(answer({ resourceTemplates: [{ uriTemplate: 'a' }] }))).toEqual(answer({ resourceTemplates: [] }));
    expect(filtered(answer({ prompts: [{ name: 'echo' }] }))).toEqual(answer({ prompts: [] }));
    expect(filtered(answer({ tools: [{ name: 'x' }] }))).toEqual(answer({ tools: [] }));
  });

  test('takes the user interface off a tool whose resource the client may not read', () => {
    expect(filtered(answer({ tools: [{ name: 'echo', _meta: { a: 1, ui: { resourceUri: 'ui://x', b: 2 } } }] })))
      .toEqual(answer({ tools: [{ name: 'echo', _meta: { a: 1, ui: { b: 2 } } }] }));
  });

  test('lets nothing through that is not JSON', () => {
    expect(() => filterLists('{"result":{"tools":[{"name":"secret"}]}', 'tools', onlyEcho)).toThrow(SyntaxError);
  });
});
