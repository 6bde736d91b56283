import * as fc from 'fast-check';
import { formatAccessLog } from '../../../src/proxy/log/format-access-log';

const time = new Date('2026-01-02T03:04:05.678Z');

describe('the access log line', () => {
  test('has agentgateway\'s fields in agentgateway\'s order, only those that are known', () => {
    expect(formatAccessLog({
      duration: 3,
      error: 'authentication failure: no bearer token found',
      reason: 'JwtAuth',
      protocol: 'http',
      status: 401,
      version: 'HTTP/1.1',
      path: '/mcp-github?a=b',
      host: 'localhost',
      method: 'POST',
      source: '127.0.0.1:59068',
      route: 'agentgateway-system/mcp-github',
      listener: 'http',
      gateway: 'agentgateway-system/agentgateway-proxy',
    }, time)).toBe('2026-01-02T03:04:05.678Z\tinfo\trequest gateway=agentgateway-system/agentgateway-proxy listener=http '
      + 'route=agentgateway-system/mcp-github src.addr=127.0.0.1:59068 http.method=POST http.host=localhost http.path=/mcp-github?a=b '
      + 'http.version=HTTP/1.1 http.status=401 protocol=http error="authentication failure: no bearer token found" reason=JwtAuth duration=3ms');
  });

  test('quotes what is not one plain word', () => {
    expect(formatAccessLog({ subject: 'a b', tool: '', host: 'x"y', path: '/\u202e' }, time))
      .toContain('http.host="x\\"y" http.path="/\\u202e" jwt.sub="a b" gen_ai.tool.name=""');
  });

  test('holds no line break, no control character and no field that a value brings along', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => {
      const line = formatAccessLog({ subject: value, tool: value, error: value }, time);
      expect(line).toMatch(/^[\x20-\x7e]*\tinfo\t[\x20-\x7e]*$/);
      const unquoted = line.replace(/"(?:[^"\\]|\\.)*"/g, 'Q');
      expect(unquoted.split('\t')[2].split(' ').slice(1).map((field) => field.split('=')[0])).toEqual(['jwt.sub', 'gen_ai.tool.name', 'error']);
    }));
  });

  test('cuts values that only fill the disk', () => {
    expect(formatAccessLog({ tool: 'x'.repeat(100_000) }, time).length).toBeLessThan(3000);
  });
});
