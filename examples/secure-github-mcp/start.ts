import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { guideStages, type GuideStage } from './guide-stage';
import { guideTokens } from './guide-tokens';
import { prepareExample } from './prepared-example';
import { reportOutcomes } from './report-outcomes';
import { runCommand } from './run-command';
import { ProcessNotReady } from './running-process';
import { playStage, type StepOutcome } from './self-test';
import { command, startProxy } from './start-proxy';

/** Where `npm start` leaves the synthesized YAML. */
const dist = join(__dirname, '../../dist');

const usage = `usage: npm start [-- --port 8080]
       npm start -- --self-test [--stage ${guideStages.join('|')}] [--url URL]
`;

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const { selfTest, url, stage, port } = options;
  if (!selfTest) {
    return serve(port);
  }
  return reportOutcomes('self-test', url === undefined ? playAll(stage === undefined ? guideStages : [stage]) : playStage(stage ?? 'complete', url));
}

interface Options {
  readonly selfTest: boolean;
  /** A proxy that runs already. */
  readonly url?: string;
  readonly stage?: GuideStage;
  readonly port: number;
}

/** Undefined where the command line makes no sense. */
function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: { 'self-test': { type: 'boolean' }, 'url': { type: 'string' }, 'stage': { type: 'string' }, 'port': { type: 'string' } },
    });
    const selfTest = values['self-test'] ?? false;
    const stage = guideStages.find((name) => name === values.stage);
    const port = Number(values.port ?? '8080');
    const isSense = stage === values.stage && Number.isInteger(port) && port >= 0 && port < 65536
      && (selfTest ? values.port === undefined : (values.url ?? values.stage) === undefined);
    return isSense ? { selfTest, url: values.url, stage, port } : undefined;
  } catch {
    return undefined; // an option that does not exist
  }
}

async function* playAll(stages: readonly GuideStage[]): AsyncGenerator<StepOutcome> {
  for (const stage of stages) {
    const example = await prepareExample({ stage });
    try {
      const proxy = await startProxy({ paths: [example.manifests, example.secrets], backend: example.backend, port: 0 });
      try {
        yield* playStage(stage, proxy.url);
      } finally {
        const code = await proxy.stop();
        yield { step: `${stage}: the proxy is stopped`, expected: 'exit code 0', actual: `exit code ${code}` };
      }
    } finally {
      await example.close();
    }
  }
}

/** Serves the example until Ctrl-C. */
async function serve(port: number): Promise<number> {
  const interrupted = new Promise<'interrupted'>((resolve) => {
    process.once('SIGINT', () => resolve('interrupted'));
    process.once('SIGTERM', () => resolve('interrupted'));
  });
  const example = await prepareExample({ stage: 'complete', manifests: dist });
  try {
    const check = await runCommand(process.execPath, [command, 'check', dist]);
    process.stderr.write(check.stdout + check.stderr);
    if (check.code !== 0) {
      return 1;
    }
    const proxy = await startProxy({
      paths: [example.manifests, example.secrets],
      backend: example.backend,
      port,
      onStdout: (text) => process.stdout.write(text),
    });
    process.stderr.write(proxy.ready[0]);
    process.stdout.write(howToTry(proxy.url));
    const ended = await Promise.race([proxy.exited, interrupted]);
    return ended === 'interrupted' ? await proxy.stop() ?? 1 : ended ?? 1;
  } catch (error) {
    if (error instanceof ProcessNotReady) {
      process.stderr.write(error.message.replace(/`--listen 80=(\d+)`/, '`npm start -- --port $1`') + '\n');
      return 1;
    }
    throw error;
  } finally {
    await example.close();
  }
}

function howToTry(url: string): string {
  const initialize = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'curl', version: '1' } },
  });
  const commandsFor = (who: string, header: string | undefined) => [
    `# ${who}`,
    `curl -i ${url} -H 'content-type: application/json' -H 'accept: application/json, text/event-stream'${header === undefined ? '' : ` -H "${header}"`} \\`,
    `  -d '${initialize}'`,
    `npx @modelcontextprotocol/inspector@0.17.5 --cli ${url} --transport http --header "mcp-protocol-version: 2024-11-05" \\`,
    `  --method tools/call --tool-name get_me${header === undefined ? '' : ` --header "${header}"`}`,
    '',
  ];
  return [
    '',
    `The MCP server is at ${url}. In another terminal:`,
    '',
    `export ALICE_JWT=${guideTokens.alice}`,
    `export BOB_JWT=${guideTokens.bob}`,
    '',
    ...commandsFor('Alice may call get_me', 'Authorization: Bearer $ALICE_JWT'),
    ...commandsFor('Bob may not', 'Authorization: Bearer $BOB_JWT'),
    ...commandsFor('nor may a request without a token', undefined),
    ...commandsFor('nor one with a token that is none', 'Authorization: Bearer abcdefg'),
    'Ctrl-C ends the proxy and the server behind it.',
    '',
  ].join('\n');
}

main().then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
