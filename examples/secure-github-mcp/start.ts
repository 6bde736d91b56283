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

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { 'self-test': { type: 'boolean' }, 'url': { type: 'string' }, 'stage': { type: 'string' } } });
  const stage = values.stage === undefined ? undefined : guideStages.find((name) => name === values.stage);
  if ((values.stage !== undefined && stage === undefined) || (!values['self-test'] && (values.url ?? values.stage) !== undefined)) {
    process.stderr.write(`usage: npm start [-- --self-test [--stage ${guideStages.join('|')}] [--url URL]]\n`);
    return 2;
  }
  if (!values['self-test']) {
    return serve();
  }
  if (values.url !== undefined) {
    return reportOutcomes('self-test', playStage(stage ?? 'complete', values.url));
  }
  return reportOutcomes('self-test', playAll(stage === undefined ? guideStages : [stage]));
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
async function serve(): Promise<number> {
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
      port: 8080,
      onStdout: (text) => process.stdout.write(text),
      onStderr: (text) => process.stderr.write(text),
    });
    process.stdout.write(howToTry(proxy.url));
    const ended = await Promise.race([proxy.exited, interrupted]);
    return ended === 'interrupted' ? await proxy.stop() ?? 1 : ended ?? 1;
  } catch (error) {
    if (error instanceof ProcessNotReady) {
      return 1; // its own message is on standard error already
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
