import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import * as library from '../../src';
import { docBlocks } from '../support/doc-blocks';

const root = join(__dirname, '../..');
const blocks = docBlocks(join(root, 'README.md'), 'README.md');

function block(language: string, number: number): string {
  return blocks.filter((found) => found.language === language)[number].text;
}

/** Runs a snippet of the README as the program that it is a part of; the guide's key set stands where it reads one. */
function run(snippet: string, outdir: string): void {
  const source = snippet.replaceAll('\'jwks.json\'', JSON.stringify(join(root, 'examples/secure-github-mcp/jwks.json'))).replace('new App()', `new App({ outdir: ${JSON.stringify(outdir)} })`);
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const names = { ...library, ...cdk8s };
  const program = new Function('require', 'exports', ...Object.keys(names), outputText);
  const modules: Record<string, object> = { 'cdk8s': cdk8s, 'cdk8s-mcp-gateway': library };
  program((name: string) => modules[name], {}, ...Object.values(names));
}

describe('what the README says comes out', () => {
  let outdir: string;
  beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'readme-')); });
  afterEach(() => rmSync(outdir, { recursive: true }));

  test('is the policy that its example renders', () => {
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    run(block('ts', 0), outdir);
    silent.mockRestore();
    const [file] = readdirSync(outdir);
    const policy = parseAllDocuments(readFileSync(join(outdir, file), 'utf8')).map((document) => document.toJS()).find(({ metadata }) => metadata.name === 'jwt');
    policy.spec.traffic.jwtAuthentication.providers[0].jwks.inline = '{"keys":[…]}';
    expect(policy).toEqual(parseAllDocuments(block('yaml', 0))[0].toJS());
  });

  test('is the error of its mistake', () => {
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const mistake = `const app = new App(); const chart = new Chart(app, 'access');\n${block('ts', 1)}\napp.synth();`;
    let message = '';
    try {
      run(mistake, outdir);
    } catch (error) {
      message = (error as Error).message;
    }
    silent.mockRestore();
    // where the snippet stands is known only to who runs it
    const lines = (text: string) => text.split('\n').map((line) => line.trim().replace(/ \([^()]*:\d+\)$/, '')).filter(Boolean);
    expect(lines(message).slice(1)).toEqual(lines(block('text', 0)));
  });
});
