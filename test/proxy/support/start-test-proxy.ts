import { buildGateway, EffectiveGateway } from '../../../src/gateway';
import { readManifests } from '../../../src/manifest';
import { DecisionRecord, ProxyOptions, startProxy } from '../../../src/proxy';

export interface TestProxy {
  readonly port: number;
  /** The endpoint of the guide. */
  readonly url: string;
  /** Access log lines so far. */
  readonly lines: string[];
  readonly decisions: DecisionRecord[];
  close(): Promise<void>;
}

export function gatewayOf(documents: readonly string[]): EffectiveGateway {
  const { manifests, problems } = readManifests(documents.map((text, index) => ({ file: `${index}.yaml`, text })));
  expect(problems).toEqual([]);
  return buildGateway(manifests, { targetVersion: '1.4' });
}

/** Starts the proxy on documents of YAML, on a free port, and remembers what it logs. */
export async function startTestProxy(documents: readonly string[], options: Partial<ProxyOptions> = {}): Promise<TestProxy> {
  const lines: string[] = [];
  const decisions: DecisionRecord[] = [];
  const proxy = await startProxy({
    gateway: gatewayOf(documents),
    listen: new Map([[80, { port: 0 }]]),
    accessLog: (line) => lines.push(line),
    decisionLog: (record) => decisions.push(record),
    ...options,
  });
  const { port } = proxy.addresses.get(80)!;
  return { port, url: `http://127.0.0.1:${port}/mcp-github`, lines, decisions, close: () => proxy.close() };
}
