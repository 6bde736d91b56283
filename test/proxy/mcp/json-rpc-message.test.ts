import { JsonRpcMessage, readJsonRpcMessage } from '../../../src/proxy/mcp/json-rpc-message';
import type { Refusal } from '../../../src/proxy/refusal';

const read = (text: string | Buffer, profile: 'strict' | '1.4' = 'strict'): JsonRpcMessage | Refusal => readJsonRpcMessage(Buffer.from(text as string), profile);
const PREFIX = 'mcp: fail to deserialize request body: ';
const NO_MESSAGE = `${PREFIX}data did not match any variant of untagged enum JsonRpcMessage`;

describe('reading a JSON-RPC message', () => {
  test.each([
    ['[]', NO_MESSAGE],
    ['{}', NO_MESSAGE],
    ['null', NO_MESSAGE],
    ['"x"', NO_MESSAGE],
    ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', NO_MESSAGE],
    ['{"jsonrpc":"1.0","id":1,"method":"ping"}', NO_MESSAGE],
    ['{"id":1,"method":"ping"}', NO_MESSAGE],
    ['{"jsonrpc":"2.0","id":{},"method":"ping"}', NO_MESSAGE],
    ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', NO_MESSAGE],
    ['{"jsonrpc":"2.0","id":true,"method":"ping"}', NO_MESSAGE],
    ['{"jsonrpc":"2.0","id":1,"method":5}', NO_MESSAGE],
    ['{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', NO_MESSAGE],
    ['{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}', NO_MESSAGE],
    ['', `${PREFIX}EOF while parsing a value`],
    ['{', `${PREFIX}not valid JSON`],
    ['\ufeff{"jsonrpc":"2.0","id":1,"method":"ping"}', `${PREFIX}not valid JSON`],
    [Buffer.from([0x7b, 0xff, 0x7d]), `${PREFIX}invalid unicode code point`],
    ['['.repeat(200), `${PREFIX}recursion limit exceeded`],
  ])('refuses %s', (text, body) => {
    for (const profile of ['strict', '1.4'] as const) {
      expect(read(text, profile)).toMatchObject({ status: 400, contentType: 'text/plain', body, reason: 'MCP' });
    }
  });

  test('sends on the members it has read, with numbers as they were written', () => {
    const message = read('{"extra":1,"params":{"n":12345678901234567890,"f":1.0},"id":  9007199254740993,"method":"tools\\/list","jsonrpc":"2.0"}');
    expect(message).toMatchObject({
      kind: 'request',
      idText: '9007199254740993',
      method: 'tools/list',
      text: '{"id":9007199254740993,"jsonrpc":"2.0","method":"tools/list","params":{"n":12345678901234567890,"f":1.0}}',
    });
  });

  test('drops members that a parser without regard to case would take for its own', () => {
    expect(read('{"jsonrpc":"2.0","method":"notifications/x","ID":1,"Params":{}}')).toEqual(
      { kind: 'notification', method: 'notifications/x', params: undefined, text: '{"jsonrpc":"2.0","method":"notifications/x"}' });
  });

  test('refuses two readings of one body', () => {
    const twice = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}';
    expect(read(twice)).toMatchObject({ status: 400, body: `${PREFIX}duplicate field "name"` });
    expect(read(twice, '1.4')).toMatchObject({ text: '{"id":1,"jsonrpc":"2.0","method":"tools/call","params":{"name":"b"}}' });
    const cased = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","Name":"b"}}';
    expect(read(cased)).toMatchObject({ status: 400 });
    expect(read(cased, '1.4')).toMatchObject({ status: 400 });
  });

  test('takes an id of null for no id in 1.4 and refuses it in strict', () => {
    const text = '{"jsonrpc":"2.0","id":null,"method":"tools/call","params":{"name":"x"}}';
    expect(read(text, '1.4')).toMatchObject({ kind: 'notification', text: '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"x"}}' });
    expect(read(text)).toMatchObject({ status: 400, body: NO_MESSAGE });
  });

  test('does not take members of a prototype for its own', () => {
    expect(read('{"jsonrpc":"2.0","id":1,"__proto__":{"method":"ping"}}')).toMatchObject({ status: 400 });
    expect(read('{"jsonrpc":"2.0","id":1,"method":"ping","params":{"__proto__":{"name":"x"}}}')).toMatchObject({
      text: '{"id":1,"jsonrpc":"2.0","method":"ping","params":{"__proto__":{"name":"x"}}}',
    });
  });

  test('knows answers to requests of the server', () => {
    expect(read('{"jsonrpc":"2.0","id":1,"result":{}}')).toEqual({ kind: 'answer' });
    expect(read('{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}')).toEqual({ kind: 'answer' });
  });
});
