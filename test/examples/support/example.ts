import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synthesizeExamples } from './synthesize-examples';
import { generateSigningKey, publicKeySet, signToken, type SigningKey } from '../../../src/jwt';
import type { KubernetesObject } from '../../../src/manifest';
import type { Running } from '../../support/running';
import { writeYaml } from '../../support/write-yaml';

/** A synthesized object; what a test reads of its spec is checked by the expectation on it. */
export interface Synthesized extends KubernetesObject {
  spec?: any;
}

export interface Example {
  /** What the app synthesizes. */
  readonly objects: readonly Synthesized[];
  /** The same with keys whose private halves the test has, for those in the key sets of the example. */
  readonly withTestKeys: readonly Synthesized[];
  /** Signs a token with the test's key for a key set of the example. */
  sign(claims: Readonly<Record<string, unknown>>, keySet?: string): string;
}

/** Synthesizes an example. The private halves of the keys in it were thrown away, so the test puts keys of its own in their place. */
export async function loadExample(running: Running, name: string): Promise<Example> {
  const folder = await running.folder({});
  await synthesizeExamples([name], folder);
  const objects = readObjects(join(folder, name));
  const sources = join(__dirname, '../../../examples', name);
  const keySets = readdirSync(sources).filter((file) => file.endsWith('jwks.json'));
  const keys = new Map(keySets.map((file) => {
    const published = readFileSync(join(sources, file), 'utf8');
    const { keys: [{ kid }] } = JSON.parse(published) as { keys: [{ kid: string }] };
    return [file, { published, signing: generateSigningKey('ES256', kid) }];
  }));
  return {
    objects,
    withTestKeys: withKeys(objects, [...keys.values()]),
    sign: (claims, keySet = 'jwks.json') => signToken(JSON.stringify(claims), keys.get(keySet)!.signing),
  };
}

/** The objects in the YAML files of a folder. */
export function readObjects(folder: string): Synthesized[] {
  return readdirSync(folder).sort().flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => document.toJS() as Synthesized));
}

/** The only object of a kind with this name. */
export function objectOf(objects: readonly Synthesized[], kind: string, name: string): Synthesized {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0];
}

/** A folder that holds these objects as YAML. */
export function folderOf(running: Running, objects: readonly Synthesized[]): Promise<string> {
  return running.folder({ 'manifests.yaml': writeYaml([...objects]) });
}

function withKeys(objects: readonly Synthesized[], keys: readonly { readonly published: string; readonly signing: SigningKey }[]): Synthesized[] {
  const replaced = new Set<string>();
  const copy = JSON.parse(JSON.stringify(objects), (name, value: unknown) => {
    const key = name === 'inline' ? keys.find(({ published }) => published === value) : undefined;
    if (key === undefined) {
      return value;
    }
    replaced.add(key.published);
    return publicKeySet(key.signing);
  }) as Synthesized[];
  expect(replaced.size).toBe(keys.length);
  return copy;
}
