import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { findManifestFiles, ManifestInputError } from '../../src/manifest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifests-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
}

function found(...paths: string[]): string[] {
  return findManifestFiles(paths.map((path) => join(folder, path))).map((file) => relative(folder, file));
}

describe('finding files', () => {
  test('a folder stands for the manifests below it, in the order of their names', () => {
    write('b.yaml', 'a.yml', 'c/d.json', 'c/e.txt', '.git/f.yaml', 'node_modules/g.yaml', 'h.YAML');
    expect(found('.')).toEqual(['a.yml', 'b.yaml', 'c/d.json', 'h.YAML']);
  });

  test('a file is taken whatever its name, and none is taken twice', () => {
    write('a.txt', 'b.yaml');
    expect(found('a.txt', 'b.yaml', '.', 'a.txt')).toEqual(['a.txt', 'b.yaml']);
  });

  test('links to files count, as in mounted ConfigMaps; links to folders cannot lead in a circle', () => {
    write('..data/a.yaml');
    symlinkSync(join(folder, '..data/a.yaml'), join(folder, 'a.yaml'));
    symlinkSync(folder, join(folder, 'again'));
    expect(found('.')).toEqual(['a.yaml']);
  });

  test.each([['a path that is not there', 'nowhere', /`.*nowhere` does not exist/], ['an empty folder', '.', /folder `.*` holds no manifest/]])(
    '%s is an error for the user', (_, path, message) => {
      const find = () => found(path);
      expect(find).toThrow(ManifestInputError);
      expect(find).toThrow(message);
    });

  test('a link that leads nowhere is an error for the user', () => {
    symlinkSync(join(folder, 'gone'), join(folder, 'a.yaml'));
    expect(() => found('.')).toThrow(ManifestInputError);
  });
});
