import { HttpRequestFacts } from '../../src/decision';

/** A request that tests vary: a POST to /mcp-github on localhost. */
export function request(changes: Partial<HttpRequestFacts> = {}): HttpRequestFacts {
  return {
    method: 'POST',
    path: '/mcp-github',
    query: '',
    host: 'localhost',
    authority: 'localhost:8080',
    scheme: 'http',
    version: 'HTTP/1.1',
    headers: [],
    source: { address: '127.0.0.1', port: 50000 },
    startTime: new Date('2026-03-01T12:00:00Z'),
    ...changes,
  };
}
