import { isIP } from 'node:net';
import fc from 'fast-check';
import { activationFromJson, CelHeaders, compileExpression, encodeValue, jsonOf, parseJson } from '../../../src/cel';
import { parseCidr, parseDuration, parseIp, parseTimestamp } from '../../../src/cel/values';

describe('addresses', () => {
  test('are those that Node.js knows, without zones', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{1,20}$/), fc.string()), (text) => {
      expect(parseIp(text)?.family ?? 0).toBe(text.includes('%') ? 0 : isIP(text));
    }), { numRuns: 3000 });
  });

  test('have one text each', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const ip = parseIp(text)!;
      expect(parseIp(ip.toString())!.equals(ip)).toBe(true);
    }), { numRuns: 1000 });
  });

  test.each<[string, string]>([
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['::ffff:1.2.3.4', '::ffff:1.2.3.4'],
    ['255.255.255.255', '255.255.255.255'],
  ])('%s is shown as %s', (text, shown) => {
    expect(parseIp(text)?.toString()).toBe(shown);
  });

  test.each<[string, string, boolean]>([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['192.168.1.7/32', '192.168.1.7', true],
    ['192.168.1.7/32', '192.168.1.6', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '1.2.3.4', false],
    ['::ffff:0:0/96', '::ffff:1.2.3.4', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['2001:db8::1/128', '2001:db8::1', true],
  ])('%s, %s: %p', (cidr, ip, expected) => {
    expect(parseCidr(cidr)!.containsIp(parseIp(ip)!)).toBe(expected);
    expect(parseCidr(cidr)!.containsText(ip)).toBe(expected);
  });

  test.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0/8', '::/129', '/8', 'a/8', '10.0.0.0/8/8', '10.0.0.0/0x8'])('%s is no network', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe('times', () => {
  test.each<[string, string | undefined]>([
    ['2024-02-29T12:34:56.789Z', '2024-02-29T12:34:56.789Z'],
    ['2024-02-29 12:34:56z', '2024-02-29T12:34:56Z'],
    ['2024-01-01T00:00:00+05:30', '2023-12-31T18:30:00Z'],
    ['2023-02-29T00:00:00Z', undefined],
    ['2024-01-01T24:00:00Z', undefined],
    ['2024-01-01T00:00:00', undefined],
    ['2024-01-01', undefined],
    ['0001-01-01T00:00:00+00:01', undefined],
    ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00Z'],
  ])('%s is %s', (text, shown) => {
    expect(parseTimestamp(text)?.toString()).toBe(shown);
  });

  test.each<[string, string | undefined]>([
    ['1h30m', '5400s'],
    ['-1h5m', '-3900s'],
    ['1h-5m', '3300s'],
    ['1e3s', '1000s'],
    ['1.5ms', '0.0015s'],
    ['1.9ns', '0.000000001s'],
    ['1s garbage', '1s'],
    ['0', '0s'],
    ['1', undefined],
    ['s', undefined],
    ['', undefined],
    ['1d', undefined],
    ['1e400s', undefined],
    ['300000000h', undefined],
  ])('%s is %s', (text, shown) => {
    expect(parseDuration(text)?.toString()).toBe(shown);
  });
});

describe('JSON', () => {
  test.each<[string, string]>([
    ['18446744073709551615', '18446744073709551615'],
    ['9007199254740993', '9007199254740993'],
    ['18446744073709551616', '1.8446744073709552e19'],
    ['1.0', '1.0'],
    ['-0', '-0.0'],
    ['1e21', '1e21'],
    ['0.00001', '0.00001'],
    ['0.000001', '1e-6'],
    ['1234567890123456.5', '1234567890123456.5'],
    ['{"b":1,"a":[],"b":2}', '{"b":2,"a":[]}'],
  ])('%s comes out as %s', (text, written) => {
    expect(jsonOf(parseJson(text))).toBe(written);
  });

  test.each(['{"a":1}x', '1e999', `${'['.repeat(129)}${']'.repeat(129)}`, '"\\ud800"', '"\u0001"', '{"a" 1}', '{a:1}', '[1,]', '01', '+1', 'NaN', ''])('%j is refused with a position', (text) => {
    expect(() => parseJson(text)).toThrow(/at position \d+$/);
  });

  test('128 nested lists are read', () => {
    expect(jsonOf(parseJson(`${'['.repeat(128)}${']'.repeat(128)}`))).toHaveLength(256);
  });
});

describe('headers', () => {
  const headers = CelHeaders.ofRequest([['X-A', '1'], ['x-a', '2, 3'], ['Authorization', 'secret'], ['cookie', 'a=1; b=2'], ['Cookie', 'a=3;c']]);
  const activation = { request: { method: 'GET', uri: '/', path: '/', pathAndQuery: '/', version: 'HTTP/1.1', headers } };
  const shown = (expression: string): unknown => {
    const result = compileExpression(expression, { mode: 'faithful' }).evaluate(activation);
    return result.ok ? jsonOf(result.value) : result.error.kind;
  };

  test.each<[string, string]>([
    ['request.headers', '{"x-a":["1","2, 3"],"authorization":"secret","cookie":["a=1; b=2","a=3;c"]}'],
    ['request.headers["X-a"]', '"1"'],
    ['request.headers["x-" + "A"]', '["1","2, 3"]'],
    ['request.headers.join()["X-A"]', '"1,2, 3"'],
    ['request.headers.split().x_a', 'NoSuchKey'],
    ['request.headers.split()["x-a"]', '["1","2","3"]'],
    ['request.headers.raw().authorization', '["secret"]'],
    ['request.headers.redacted().authorization', '"<redacted>"'],
    ['request.headers.cookie("a")', '"1"'],
    ['request.headers.cookie("b")', '"2"'],
    ['request.headers.cookie("c")', 'NoSuchKey'],
    ['request.headers.size()', '3'],
  ])('%s is %s', (expression, expected) => {
    expect(shown(expression)).toBe(expected);
  });
});

describe('a context in JSON', () => {
  test.each<[string, string]>([
    ['[]', 'the context must be an object'],
    ['{"request":{"method":1}}', '`method` of `request` must be a string'],
    ['{"source":{"address":"10.0.0.1","port":-1}}', '`port` of `source` must be a whole number'],
    ['{"mcp":{"tool":"x"}}', '`tool` must be an object'],
    ['{"request":{"method":"GET","uri":"/","path":"/","version":"HTTP/1.1","headers":{"a":1}}}', '`headers` of `request` must be header values that are strings'],
    ['{"request":{"method":"GET","uri":"/","path":"/","version":"HTTP/1.1","headers":{},"startTime":"now"}}', '`startTime` of `request` must be a time in RFC 3339'],
  ])('%s: %s', (json, message) => {
    expect(() => activationFromJson(parseJson(json))).toThrow(new TypeError(message));
  });

  test('tells absent from null', () => {
    const activation = activationFromJson(parseJson('{"source":{"address":"10.0.0.1","port":1,"subject":"s"},"jwt":null}'));
    const result = compileExpression('[has(source.identity), source.identity == null, has(source.connectHeaders), jwt == null]', { mode: 'faithful' }).evaluate(activation);
    expect(result.ok && encodeValue(result.value)).toEqual({ t: 'list', v: [true, true, false, true].map((v) => ({ t: 'bool', v })) });
  });
});
