import type { Synthesized } from './example';
import { createDecider } from '../../../src/decision';
import { buildGateway } from '../../../src/gateway';
import { verifyTokenSync } from '../../../src/jwt';
import { readManifests } from '../../../src/manifest';
import { writeYaml } from '../../support/write-yaml';

/** A tool or prompt of one of the MCP servers behind a backend, by the server's own name for it. */
export interface Item {
  readonly kind: 'tool' | 'prompt';
  readonly target: string;
  readonly name: string;
}

/** What becomes of a request, in words: `allowed`, status and text of the answer, or `Unknown tool: …`. */
export type Decide = (url: string, token: string | undefined, item?: Item) => Promise<string>;

/** Decides on requests to an example without a proxy, by the rules of release 1.4: for what the reference proxy does not serve. */
export function decideExample(objects: readonly Synthesized[]): Decide {
  const { manifests, problems } = readManifests([{ file: 'manifests.yaml', text: writeYaml([...objects]) }]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const decider = createDecider(buildGateway(manifests, { targetVersion: '1.4' }), { profile: '1.4', verify: verifyTokenSync });
  return async (url, token, item) => {
    const { hostname, host, port, pathname } = new URL(url);
    const decision = await decider.decideHttp(port === '' ? 80 : Number(port), {
      method: 'POST',
      path: pathname,
      query: '',
      host: hostname,
      authority: host,
      scheme: 'http',
      version: 'HTTP/1.1',
      headers: token === undefined ? [] : [['authorization', `Bearer ${token}`]],
      source: { address: '127.0.0.1', port: 50000 },
      startTime: new Date(),
    });
    if (decision.kind === 'answer') {
      return `${decision.status} ${decision.body}`;
    }
    return item === undefined || decider.decideMcp(decision, item).allowed ? 'allowed' : `Unknown ${item.kind}: ${item.name}`;
  };
}
