import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestInputError } from './manifest-input-error';

const MANIFEST_FILE = /\.(?:ya?ml|json)$/i;

/**
 * The manifest files behind paths: a file stands for itself whatever its name, a folder for the `*.yaml`, `*.yml` and `*.json`
 * below it, in the order of their names. Hidden folders and `node_modules` are passed over. No file is named twice.
 *
 * @throws ManifestInputError for a path that is not there or cannot be opened, and for a folder without any such file
 */
export function findManifestFiles(paths: string[]): string[] {
  return [...new Set(paths.flatMap((path) => {
    if (!stat(path).isDirectory()) return [path];
    const files = filesBelow(path);
    if (files.length === 0) {
      throw new ManifestInputError(`folder \`${path}\` holds no manifest`, 'name a folder with `*.yaml`, `*.yml` or `*.json` files');
    }
    return files;
  }))];
}

function filesBelow(folder: string): string[] {
  const files: string[] = [];
  const entries = open(folder, () => readdirSync(folder, { withFileTypes: true }));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules') files.push(...filesBelow(path));
    } else if (MANIFEST_FILE.test(entry.name) && stat(path).isFile()) {
      // a link to a file counts (mounted ConfigMaps are links); a link to a folder does not, for it may lead in a circle
      files.push(path);
    }
  }
  return files;
}

function stat(path: string) {
  return open(path, () => statSync(path));
}

function open<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new ManifestInputError(`\`${path}\` does not exist`, 'name a manifest file, or a folder that holds manifests');
    }
    throw new ManifestInputError(`\`${path}\` cannot be opened (${(error as NodeJS.ErrnoException).code})`, 'check its permissions');
  }
}
