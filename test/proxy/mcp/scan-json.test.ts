import * as fc from 'fast-check';
import { scanJson } from '../../../src/proxy/mcp/scan-json';

describe('scanning a JSON text', () => {
  test.each([
    ['{"a":1,"b":[1,{"c":2}]}', undefined, undefined],
    ['{"method":"x","method":"y"}', 'method', undefined],
    ['{"params":{"name":"a","name":"b"}}', 'name', undefined],
    ['{"params":{"arguments":{"x":{"y":1,"y":2}}}}', 'y', undefined],
    ['[{"a":1},{"a":1}]', undefined, undefined],
    ['{"a":{"a":{"a":1}}}', undefined, undefined],
    ['{"na\\u006de":1,"name":2}', 'name', undefined],
    ['{"a":"\\"b\\":1","b":2}', undefined, undefined],
    ['{"a":"\\\\","a":2}', 'a', undefined],
    ['{"method":"x","Method":"y"}', undefined, 'Method'],
    ['{"params":{"name":"a","NAME":"b"}}', undefined, 'NAME'],
    ['{"params":{"ref":{"uri":"a","URI":"b"}}}', undefined, 'URI'],
    ['{"param\u017f":{},"params":{}}', undefined, 'params'],
    ['{"params":{"\u212aey":1,"key":2}}', undefined, 'key'],
    ['{"params":{"arguments":{"id":1,"ID":2}}}', undefined, undefined],
  ])('%s', (text, repeated, confusable) => {
    expect(scanJson(text)).toMatchObject({ repeated, confusable });
  });

  test('gives the text of each member as written', () => {
    const { members } = scanJson('{ "id" : 12345678901234567890 , "params":{"a":[1.0,"}"]},"s":"a,b" }');
    expect([...members]).toEqual([['id', '12345678901234567890'], ['params', '{"a":[1.0,"}"]}'], ['s', '"a,b"']]);
  });

  test('stops at the depth that agentgateway stops at', () => {
    expect(scanJson(`${'['.repeat(127)}${']'.repeat(127)}`).tooDeep).toBe(false);
    expect(scanJson(`${'['.repeat(128)}${']'.repeat(128)}`).tooDeep).toBe(true);
    expect(scanJson('[{"a":'.repeat(1_000_000)).tooDeep).toBe(true);
  });

  test('finds nothing wrong with what JSON.stringify writes, and the members that JSON.parse finds', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (object) => {
      const { members, repeated } = scanJson(JSON.stringify(object));
      expect(repeated).toBeUndefined();
      expect([...members].map(([name, text]) => [name, JSON.parse(text)])).toEqual(Object.entries(JSON.parse(JSON.stringify(object))));
    }));
  });

  test('finds a repeated name wherever it is', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), fc.string(), (value, name) => {
      const quoted = JSON.stringify(name);
      expect(scanJson(`{"a":[${JSON.stringify(value)},{${quoted}:${JSON.stringify(value)},${quoted}:null}]}`).repeated).toBeDefined();
    }));
  });

  test('ends on texts that are no JSON', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[],:"\\a1 ') }), (text) => {
      scanJson(text);
    }));
  });
});
