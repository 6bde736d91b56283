import { Command, CommanderError, Option } from 'commander';
import { celPlaces } from '../cel';
import { TARGET_VERSIONS } from '../manifest';
import type { CheckArgs } from './check';
import { CHECK_FORMATS } from './check-formats';
import { Io } from './io';
import { processIo } from './process-io';

/* eslint-disable @typescript-eslint/no-require-imports -- a command loads what it needs and no more: a proxy starts in half the time */
const commands = {
  cel: () => require('./cel') as typeof import('./cel'),
  check: () => require('./check') as typeof import('./check'),
  jwt: () => require('./jwt') as typeof import('./jwt'),
  proxy: () => require('./proxy') as typeof import('./proxy'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

/**
 * Runs one command line.
 *
 * @returns the exit code: 0 fine, 1 findings or a refusal, 2 wrong use
 */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  let code = 0;
  const program = createProgram(io, (result) => { code = result; });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof Error && 'help' in error) {
      io.stderr(`error: ${error.message}\n  help: ${String(error.help)}\n`);
      return 2;
    }
    throw error;
  }
}

function createProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command('cdk8s-mcp-gateway')
    .description('checks and enforces agentgateway manifests that secure MCP servers')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showHelpAfterError('(`--help` lists what is possible)');

  program.command('check')
    .description('judge manifests before they are applied')
    .argument('<path...>', 'files or folders of YAML')
    .addOption(new Option('--format <format>', 'how to report').choices(CHECK_FORMATS).default('text'))
    .addOption(new Option('--fail-on <severity>', 'the least severity that fails').choices(['error', 'warning', 'info']).default('error'))
    .addOption(targetVersion())
    .option('--external <kind/namespace/name>', 'an object that exists elsewhere and is not missing (repeatable)', collect, [])
    .option('--crds <path>', 'CRDs of your cluster, a file or a folder, to validate against as its API server would')
    .action((paths: string[], options: Omit<CheckArgs, 'paths'>) => done(commands.check().check({ ...options, paths }, io)));

  program.command('proxy')
    .description('enforce manifests on this machine: the reference proxy')
    .argument('<path...>', 'files or folders of YAML')
    .addOption(new Option('--profile <profile>', 'by whose rules requests are judged').choices(['strict', ...TARGET_VERSIONS]).default('strict'))
    .option('--listen <port=port>', 'local port of a listener, for example 80=8080 or 80=0.0.0.0:8080 (repeatable)', collect, [])
    .option('--resolve <host:port=host:port>', 'where to connect for a backend, for example mcp.example.com:443=127.0.0.1:3001 (repeatable)', collect, [])
    .action(async (paths: string[], options) => done(await commands.proxy().proxy({ ...options, paths }, io)));

  program.command('cel')
    .description('try an expression: what it comes to, and what is wrong with it')
    .argument('[expression]', 'the expression; none with `--batch`')
    .addOption(new Option('--place <place>', 'where the expression would stand').choices(celPlaces).default('mcpAuthorization'))
    .option('--context <file>', 'JSON with the variables')
    .option('--batch <file>', 'a JSON object a line: id, expr, context; `-` reads standard input')
    .addOption(format())
    .addOption(targetVersion())
    .action(async (expr: string | undefined, options) => done(await commands.cel().celCommand({ ...options, expr }, io)));

  const jwt = program.command('jwt').description('key pairs, key sets and tokens for development');
  jwt.command('keys')
    .description('make a key pair and the key set with its public half')
    .option('--alg <alg>', 'signature algorithm', 'RS256')
    .option('--kid <id>', 'key id; made up if absent')
    .option('--out <dir>', 'folder for the files', '.')
    .addOption(format())
    .action(async (options) => done(await commands.jwt().jwtKeys(options, io)));
  jwt.command('sign')
    .description('sign a token')
    .requiredOption('--key <file>', 'private key, PEM or JWK')
    .option('--kid <id>', 'key id; taken from the key if absent')
    .option('--issuer <issuer>', 'claim `iss`')
    .option('--subject <subject>', 'claim `sub`')
    .option('--audience <audience>', 'claim `aud` (repeatable)', collect, [])
    .option('--claim <name=value>', 'another claim; `name:=json` for values that are no text (repeatable)', collect, [])
    .option('--expires-in <duration>', 'life time, for example 30m, 1h, 7d', '1h')
    .addOption(format())
    .action(async (options) => done(await commands.jwt().jwtSign(options, io)));
  jwt.command('inspect')
    .description('read a token, and judge it with a key set')
    .argument('<token>', 'the token; `-` reads it from standard input')
    .option('--jwks <file>', 'key set to verify it with')
    .option('--issuer <issuer>', 'the issuer of the provider')
    .option('--audience <audience>', 'an audience of the provider (repeatable)', collect, [])
    .addOption(targetVersion())
    .addOption(format())
    .action(async (token: string, options) => done(await commands.jwt().jwtInspect({ ...options, token }, io)));

  return program;
}

function targetVersion(): Option {
  return new Option('--target-version <version>', 'the agentgateway release that the manifests are for').choices(TARGET_VERSIONS).default('1.4');
}

function format(): Option {
  return new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text');
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** Written into the bundle when it is made. */
declare const PACKAGE_VERSION: string | undefined;

function packageVersion(): string {
  return typeof PACKAGE_VERSION === 'undefined' ? 'unreleased' : PACKAGE_VERSION;
}
