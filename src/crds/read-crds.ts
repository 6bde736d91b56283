import { readFileSync } from 'node:fs';
import { findManifestFiles, Manifest, ManifestInputError, readManifests } from '../manifest';
import { compileSchema } from './compile-schema';
import { CompiledSchema } from './compiled-schema';
import { CrdFault } from './crd-fault';

/** One kind that a CRD defines. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  /** The versions that the API server takes, with their schemas. */
  readonly versions: ReadonlyMap<string, CompiledSchema>;
}

/** The kinds of a set of CRDs, by `group/Kind`. */
export type CustomKinds = ReadonlyMap<string, CustomKind>;

const API_VERSION = 'apiextensions.k8s.io/v1';

/**
 * Reads the CRDs of a file or folder and compiles them.
 *
 * @throws ManifestInputError if there is none, if one cannot be read, or if the API server would not accept one
 */
export function readCrds(path: string): CustomKinds {
  const files = findManifestFiles([path]).map((file) => ({ file, text: readText(file) }));
  const { manifests, problems } = readManifests(files);
  const broken = problems.find(({ severity }) => severity === 'error');
  if (broken) {
    const { file, line } = broken.position!;
    throw new ManifestInputError(`\`${file}:${line}\` cannot be read as a CRD: ${broken.message}`, broken.help);
  }
  const kinds = new Map<string, CustomKind>();
  for (const manifest of manifests) {
    if (manifest.object.kind !== 'CustomResourceDefinition') continue;
    const kind = readCrd(manifest);
    const key = `${kind.group}/${kind.kind}`;
    if (kinds.has(key)) {
      throw new ManifestInputError(`\`${path}\` holds more than one CRD of the kind \`${kind.kind}\` in \`${kind.group}\``,
        'keep the CRDs of one release and one channel in the folder');
    }
    kinds.set(key, kind);
  }
  if (kinds.size === 0) {
    throw new ManifestInputError(`\`${path}\` holds no CRD`, 'name a folder with the CustomResourceDefinitions of your cluster');
  }
  return kinds;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ManifestInputError(`\`${file}\` cannot be read (${(error as NodeJS.ErrnoException).code})`, 'check its permissions');
  }
}

function readCrd({ object, source }: Manifest): CustomKind {
  try {
    return kindOf(object.apiVersion, object.spec);
  } catch (error) {
    if (!(error instanceof CrdFault)) throw error;
    const file = source?.positionOf([]).file;
    throw new ManifestInputError(`CRD \`${object.metadata.name}\` in \`${file}\` ${error.message}`, 'use a CRD that the API server has accepted');
  }
}

function kindOf(apiVersion: string, spec: unknown): CustomKind {
  if (apiVersion !== API_VERSION) throw new CrdFault(`has \`apiVersion: ${apiVersion}\`, not \`${API_VERSION}\``);
  const { group, names, versions } = mapOf(spec, 'spec');
  const { kind } = mapOf(names, 'spec.names');
  if (typeof group !== 'string' || group === '') throw new CrdFault('has no `spec.group`');
  if (typeof kind !== 'string' || kind === '') throw new CrdFault('has no `spec.names.kind`');
  if (!Array.isArray(versions) || versions.length === 0) throw new CrdFault('has no `spec.versions`');
  const schemas = new Map<string, CompiledSchema>();
  for (const [index, entry] of versions.entries()) {
    const at = `spec.versions[${index}]`;
    const { name, served, schema } = mapOf(entry, at);
    if (typeof name !== 'string' || typeof served !== 'boolean') throw new CrdFault(`has no \`name\` or \`served\` in \`${at}\``);
    const { openAPIV3Schema } = mapOf(schema, `${at}.schema`);
    const compiled = compileSchema(mapOf(openAPIV3Schema, `${at}.schema.openAPIV3Schema`));
    if (served) schemas.set(name, compiled);
  }
  return { group, kind, versions: schemas };
}

function mapOf(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new CrdFault(`has no \`${field}\``);
  return value as Record<string, unknown>;
}
