import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';

const COMMAND = 'lib/cdk8s-mcp-gateway.cjs';
const PROGRAM = 'lib/program.cjs';
const COMPILED = `${PROGRAM}.compiled`;

const options: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  charset: 'ascii',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** Puts the command line and the proxy into one file that needs nothing but Node, and the licences of what is in it beside it. */
async function bundle(): Promise<void> {
  // V8 tells compiled code from that of another file by the length of the source alone: it must go before the program changes
  rmSync(COMPILED, { force: true });
  const { metafile } = await build({
    ...options,
    entryPoints: ['src/cli/main.ts'],
    outfile: PROGRAM,
    define: { PACKAGE_VERSION: JSON.stringify(versionOf('package.json')) },
    metafile: true,
  });
  await build({ ...options, entryPoints: ['src/cli/launch.ts'], outfile: COMMAND, banner: { js: '#!/usr/bin/env node' } });
  chmodSync(COMMAND, 0o755);
  writeFileSync(`${COMMAND}.LICENSES.txt`, packagesOf(metafile).map(licence).join('\n\n'));
  execFileSync(process.execPath, ['scripts/compile-ahead.cjs', PROGRAM, COMPILED], { stdio: 'inherit' });
}

function packagesOf({ inputs }: Metafile): readonly string[] {
  const packages = Object.keys(inputs).flatMap((file) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set([...packages, '@marcbachmann/cel-js'])].sort();
}

function versionOf(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function licence(name: string): string {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string; license: string };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

void bundle();
