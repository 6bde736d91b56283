import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { startBenchGateway } from './bench-gateway';
import { benchScale, ROUNDS } from './scale';
import { benchStartAndMemory } from './start-and-memory';
import { benchSynth } from './synth';
import { benchToolsCall } from './tools-call';
import { runCommand } from '../examples/secure-github-mcp/run-command';

const page = join(__dirname, '../docs/benchmarks.md');

async function main(): Promise<void> {
  const load = loadavg()[0].toFixed(1);
  const startAndMemory = await benchStartAndMemory();
  const toolsCall = await withGateway(benchToolsCall);
  const synth = await benchSynth();
  const scale = await benchScale();
  const expressions = await benchExpressions();
  const memory = Math.round(totalmem() / 2 ** 30);
  await writeFile(page, `# Benchmarks

Written by \`npm run bench\` on ${cpus()[0].model}, ${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch};
the load was ${load} when it began: the nearer to 0, the more the times are worth. What is compared was measured in turns in the same run, so that
the ratios say more than the times, though a busy machine moves them too.

## The proxy alone

${startAndMemory}

## A call through the proxy

The client, the proxy and the backend are three processes on the machine above. The proxy verifies Alice's token, and the guide's rules for the
server and for the tool hold; the backend always answers the same.

${toolsCall}

## Synthesis

The package as it is published, in a program that \`tsx\` runs with source maps.

${synth}

## Checks at scale

A gateway with as many backends, routes and policies of its own each. Times are the middle of ${ROUNDS} rounds in one process, each with an app of its own and the
same objects through plain cdk8s next to it; the ratio is the middle of theirs.

${scale}

## Expressions

Evaluations a second.

${expressions}
`);
  process.stdout.write(`written to ${page}\n`);
}

async function withGateway(measure: (gateway: Awaited<ReturnType<typeof startBenchGateway>>) => Promise<string>): Promise<string> {
  const gateway = await startBenchGateway();
  try {
    return await measure(gateway);
  } finally {
    await gateway.close();
  }
}

async function benchExpressions(): Promise<string> {
  const tsx = join(__dirname, '../node_modules/tsx/dist/cli.mjs');
  const { code, stdout, stderr } = await runCommand(process.execPath, [tsx, '--tsconfig', join(__dirname, 'tsconfig.json'), join(__dirname, 'cel.ts')]);
  if (code !== 0) {
    throw new Error(stderr);
  }
  return stdout.trim();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
