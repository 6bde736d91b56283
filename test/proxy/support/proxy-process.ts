import { buildGateway } from '../../../src/gateway';
import { readManifests } from '../../../src/manifest';
import { startProxy } from '../../../src/proxy';

/** A program: starts the proxy on what its argument says, prints the port, and ends with its standard input. For what Node reads only at its start. */
async function main({ documents, resolve }: { documents: string[]; resolve: [string, string][] }): Promise<void> {
  const { manifests } = readManifests(documents.map((text, index) => ({ file: `${index}.yaml`, text })));
  const proxy = await startProxy({
    gateway: buildGateway(manifests, { targetVersion: '1.4' }),
    listen: new Map([[80, { port: 0 }]]),
    resolve: new Map(resolve),
    accessLog: () => undefined,
  });
  console.log(proxy.addresses.get(80)!.port);
  process.stdin.on('end', () => void proxy.close()).resume();
}

void main(JSON.parse(process.argv[2]));
