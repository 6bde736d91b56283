import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, Metafile } from 'esbuild';

const FILE = 'lib/cdk8s-mcp-gateway.cjs';

/** Puts the command line and the proxy into one file that needs nothing but Node, and the licences of what is in it beside it. */
async function bundle(): Promise<void> {
  const { metafile } = await build({
    entryPoints: ['src/cli/main.ts'],
    outfile: FILE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: 'none',
    define: { PACKAGE_VERSION: JSON.stringify(versionOf('package.json')) },
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
    metafile: true,
  });
  chmodSync(FILE, 0o755);
  writeFileSync(`${FILE}.LICENSES.txt`, packagesOf(metafile).map(licence).join('\n\n'));
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
