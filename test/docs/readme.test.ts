import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runShell } from './shell-block';
import { prepareExample, type PreparedExample } from '../../examples/secure-github-mcp/prepared-example';
import { docBlocks } from '../support/doc-blocks';
import { Running } from '../support/running';

jest.setTimeout(120_000);

const root = join(__dirname, '../..');
const guides = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md')).map((file) => join('docs', file));
const blocks = ['README.md', ...guides].flatMap((file) => docBlocks(join(root, file), file));
const inLanguage = (...languages: string[]) => blocks
  .filter(({ language }) => languages.includes(language))
  .map((block) => [block.place, block.text] as const);

/** `test.each` refuses an empty table, and a document may have no such block. */
const testEach = (rows: readonly (readonly [string, string])[], run: (text: string) => Promise<void>) => {
  for (const [place, text] of rows) {
    test(place, () => run(text));
  }
};

describe('commands in the documents run', () => {
  const running = new Running();
  let example: PreparedExample;
  let place: { folder: string; url: string };

  beforeAll(async () => {
    example = await prepareExample({ stage: 'complete' });
    const proxy = await running.proxy({ paths: [example.manifests, example.secrets], backend: example.backend });
    place = { folder: await running.folder({}), url: proxy.url };
    for (const entry of readdirSync(root).filter((name) => name !== 'dist')) {
      symlinkSync(join(root, entry), join(place.folder, entry));
    }
    symlinkSync(example.manifests, join(place.folder, 'dist'));
    symlinkSync(example.secrets, join(place.folder, 'secrets'));
  });
  afterAll(() => example.close());

  testEach(inLanguage('sh', 'bash'), async (text) => {
    expect(await runShell(text, place)).toMatchObject({ code: 0 });
  });

  // commands after `$ `, each followed by lines of its output; an ellipsis stands for whatever comes between
  testEach(inLanguage('console'), async (text) => {
    for (const [, command, output] of text.matchAll(/^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n?)*)/gm)) {
      const { stdout, stderr } = await runShell(command, place);
      const said = (stdout + stderr).split('\n').map((line) => line.trim());
      for (const line of output.split('\n').map((shown) => shown.trim()).filter((shown) => shown !== '' && shown !== '…')) {
        expect(said).toContain(line);
      }
    }
  });

  test('and what does not run is found', async () => {
    expect(await runShell('npm run no-such-script', place)).toMatchObject({ code: 1 });
    expect(await runShell('npx some-package', place)).toMatchObject({ code: 127 });
    expect(await runShell('cdk8s-mcp-gateway check no-such-folder', place)).toMatchObject({ code: 2 });
    expect(await runShell('cdk8s-mcp-gateway proxy no-such-folder', place)).toMatchObject({ code: 1, stderr: expect.stringContaining('does not exist') });
  });
});
