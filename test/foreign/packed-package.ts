import { cp, mkdir, readFile, readdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, type CommandResult } from '../../examples/secure-github-mcp/run-command';

const ROOT = join(__dirname, '../..');

/** The languages, beside TypeScript, that jsii makes packages for. */
export const LANGUAGES = ['python', 'java', 'go', 'dotnet'] as const;

/** What jsii made of the sources. */
export interface PackedPackage {
  /** The project, compiled. */
  readonly folder: string;
  /** What the compiler of jsii said. */
  readonly compiler: string;
  /** What the generator of the other languages said. */
  readonly generator: string;
  /** The generated code, a folder a language. */
  readonly generated: string;
  /** The package as it travels inside those of other languages. */
  readonly tarball: string;
}

/** Compiles the sources with jsii, beside the checkout, and generates the packages of the other languages. */
export async function packPackage(folder: string): Promise<PackedPackage> {
  await mkdir(folder);
  for (const entry of ['src', 'rosetta', 'README.md', 'LICENSE', '.npmignore', 'package.json', 'tsconfig.json']) {
    await cp(join(ROOT, entry), join(folder, entry), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const compiler = output(await runTool('jsii/bin/jsii', [], folder));
  await cp(join(ROOT, 'src/vendor'), join(folder, 'lib/vendor'), { recursive: true });

  const targets = LANGUAGES.flatMap((language) => ['--target', language]);
  const generator = output(await runTool('jsii-pacmak/bin/jsii-pacmak', ['--code-only', '--outdir', 'generated', ...targets], folder));
  const generated = join(folder, 'generated');
  const carried = join(generated, 'python/src/cdk8s_mcp_gateway/_jsii');
  const [tarball] = (await readdir(carried)).filter((file) => file.endsWith('.tgz'));
  return { folder, compiler, generator, generated, tarball: join(carried, tarball) };
}

/** Packs packages that are installed here, as a registry has them. */
export async function packInstalled(names: readonly string[], folder: string): Promise<string[]> {
  await mkdir(folder);
  const installed = await Promise.all(names.map((name) => realpath(join(ROOT, 'node_modules', name))));
  const npm = await runCommand('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...installed]);
  if (npm.code !== 0) throw new Error(npm.stderr);
  return (JSON.parse(npm.stdout) as { filename: string }[]).map(({ filename }) => join(folder, filename));
}

/** The text of the README and the guides, one after the other. */
export async function documents(): Promise<string> {
  const guides = (await readdir(join(ROOT, 'docs'))).filter((file) => file.endsWith('.md')).map((file) => join('docs', file));
  return (await Promise.all(['README.md', ...guides].map((file) => readFile(join(ROOT, file), 'utf8')))).join('\n');
}

/**
 * Compiles every TypeScript sample of a text and of the doc comments, and translates it. The text takes the place of the README, which is the
 * only document of an assembly.
 */
export async function extractSamples(text: string, { folder }: PackedPackage): Promise<CommandResult> {
  const file = join(folder, '.jsii');
  const assembly = JSON.parse(await readFile(file, 'utf8')) as { readme: { markdown: string } };
  await writeFile(file, JSON.stringify({ ...assembly, readme: { markdown: text } }));
  return runTool('jsii-rosetta/bin/jsii-rosetta', ['extract', '--strict', '.'], folder);
}

/** The samples that were extracted last: a text in each language, `$` being TypeScript. */
export async function extractedSamples({ folder }: PackedPackage): Promise<Record<string, string>[]> {
  const { snippets } = JSON.parse(await readFile(join(folder, '.jsii.tabl.json'), 'utf8')) as Tablet;
  return Object.values(snippets).map(({ translations }) => (
    Object.fromEntries(Object.entries(translations).map(([language, { source }]) => [language, source]))
  ));
}

interface Tablet {
  readonly snippets: Record<string, { readonly translations: Record<string, { readonly source: string }> }>;
}

function runTool(script: string, args: readonly string[], cwd: string): Promise<CommandResult> {
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', NO_COLOR: '1' };
  return runCommand(process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd, env });
}

function output({ code, stdout, stderr }: CommandResult): string {
  if (code !== 0) throw new Error(stdout + stderr);
  return stdout + stderr;
}
