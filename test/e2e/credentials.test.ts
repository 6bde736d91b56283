import type { IncomingHttpHeaders } from 'node:http';
import { withGuideClient } from '../../examples/secure-github-mcp/guide-client';
import { prepareExample } from '../../examples/secure-github-mcp/prepared-example';
import { ALICE_JWT, BOB_JWT } from '../fixtures/guide';
import { GUIDE_GITHUB_TOKEN, GUIDE_MANIFESTS } from '../support/guide-manifests';
import { Running, type LoggedProxy } from '../support/running';

jest.setTimeout(60_000);

describe('tokens on their way', () => {
  const running = new Running();
  const received: { method?: string; url?: string; headers: IncomingHttpHeaders; raw: string }[] = [];
  let proxy: LoggedProxy;

  beforeAll(async () => {
    const backend = await running.githubBackend({
      token: GUIDE_GITHUB_TOKEN,
      onRequest: ({ method, url, headers, rawHeaders }) => received.push({ method, url, headers, raw: rawHeaders.join('\n') }),
    });
    proxy = await running.proxy({ paths: GUIDE_MANIFESTS.authorization, backend });
    await withGuideClient(proxy.url, ALICE_JWT, async (client) => {
      await client.listTools();
      await client.callTool({ name: 'get_me' });
    });
  });

  test('the backend gets the gateway\'s token with every request, on its own path', () => {
    expect(received.length).toBeGreaterThanOrEqual(4);
    for (const { headers, url } of received) {
      expect(headers.authorization).toBe(`Bearer ${GUIDE_GITHUB_TOKEN}`);
      expect(url).toBe('/mcp/');
    }
  });

  test('the backend is addressed by its own name', () => {
    expect(new Set(received.map(({ headers }) => headers.host))).toEqual(new Set(['api.githubcopilot.com']));
  });

  test('the client\'s token never reaches the backend, in whatever header', () => {
    const [header, payload, signature] = ALICE_JWT.split('.');
    for (const { raw } of received) {
      for (const part of [ALICE_JWT, header, payload, signature]) {
        expect(raw).not.toContain(part);
      }
    }
  });

  test('a refused request does not reach the backend', async () => {
    const before = received.length;
    for (const token of [undefined, 'abcdefg', BOB_JWT]) {
      await expect(withGuideClient(proxy.url, token, (client) => client.ping())).rejects.toThrow();
    }
    expect(received.length).toBe(before);
  });

  test('neither token is written to a log', async () => {
    await proxy.stdout.line(/http\.status=403/);
    const written = [...proxy.stdout.lines, ...proxy.stderr.lines].join('\n');
    for (const secret of [ALICE_JWT, BOB_JWT, ALICE_JWT.split('.')[2], BOB_JWT.split('.')[2], GUIDE_GITHUB_TOKEN]) {
      expect(written).not.toContain(secret);
    }
  });
});

describe('the token for GitHub from a Secret', () => {
  const running = new Running();

  test('is presented to the backend, which takes no other', async () => {
    const example = await prepareExample({ stage: 'complete' });
    try {
      const proxy = await running.proxy({ paths: [example.manifests, example.secrets], backend: example.backend });
      const tools = await withGuideClient(proxy.url, ALICE_JWT, (client) => client.listTools());
      expect(tools.tools.map(({ name }) => name)).toEqual(['get_me']);
      await proxy.stop();
    } finally {
      await example.close();
    }
  });
});
